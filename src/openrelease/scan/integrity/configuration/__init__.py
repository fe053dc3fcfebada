"""Are the configuration, the tokenizer and the parts here that the library of the weights needs?"""
