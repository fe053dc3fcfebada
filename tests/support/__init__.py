"""What several tests need: real repositories, and the shared corpus where it is there."""
