"""Is the data here that a model keeps in another file (ONNX, OpenVINO, Core ML, TensorFlow)?"""
