"""What the two people at the screen are called."""

WHO = {"patient": "Patient", "clinician": "Clinician"}
WHOSE = {"patient": "With the patient's ratings", "clinician": "With the clinician's ratings"}
