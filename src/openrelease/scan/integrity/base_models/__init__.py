"""Do card, adapters, GGUF files and configurations name the same base model?"""
