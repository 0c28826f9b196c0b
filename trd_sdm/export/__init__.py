"""What leaves the app: papers, files and notes made from one record. Nothing here draws widgets or writes by itself."""
