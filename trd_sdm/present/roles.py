"""What the two people at the screen are called."""

WHO = {"patient": "Patient", "clinician": "Clinician", "shared": "Both, halfway"}
MODES = {
    "teaching": ("To learn or teach", "With a made-up case. Put in nothing about a real person."),
    "session": ("In a session", "A clinician is here with the person. Put in no names."),
}
WHOSE = {
    "patient": "With the patient's ratings",
    "clinician": "With the clinician's ratings",
    "shared": "Halfway between both",
}
PATHS = {
    "short": ("About 15 minutes", "Only the screens you need."),
    "full": ("Half an hour or more", "Every screen."),
}
PRESENT = {
    "patient": ("The person this is about", ""),
    "clinician": ("A clinician", ""),
    "family_or_friend": ("Family or a friend", ""),
    "interpreter": ("An interpreter", ""),
    "trainee": ("Someone in training", ""),
}
ABOUT = {
    "first_talk": ("A first talk about what to do next", ""),
    "after_a_trial": ("A treatment that did not help enough", ""),
    "side_effects": ("Side effects", ""),
    "getting_worse": ("Getting worse", ""),
    "second_view": ("A second view", ""),
    "follow_up": ("How it has been going", ""),
}
SURENESS = {
    "exact": ("Just so", "Take the numbers as they are."),
    "about": ("About right", "Each could be a good bit more or less."),
    "order": ("Only the order", "I know what matters more, not how much more."),
}
