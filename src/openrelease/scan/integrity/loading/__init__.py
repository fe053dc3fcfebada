"""What runs when the model is loaded, and is all of it here?"""
