"""Do card and configuration say what the weights have: dtype, vocabulary, layers, parameters?"""
