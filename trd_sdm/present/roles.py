"""What the two people at the screen are called."""

WHO = {"patient": "Patient", "clinician": "Clinician"}
MODES = {
    "teaching": ("To learn or teach", "With a made-up case. Put in nothing about a real person."),
    "session": ("In a session", "A clinician is here with the person. Put in no names."),
}
WHOSE = {"patient": "With the patient's ratings", "clinician": "With the clinician's ratings"}
