"""The first evidence is the line that a person would point at."""

from support.looking import look

README = "# Tiny LM\n\nGet the [weights](https://huggingface.co/acme/tiny-lm).\n"
SCRIPT = 'load = AutoModel.from_pretrained("acme/tiny-lm")\n'


def test_the_readme_comes_before_scripts_that_link_the_same() -> None:
    found = look({"a/README.md": README, "run.py": SCRIPT}).components["weights"].evidence
    assert [each.location.path for each in found] == ["a/README.md", "run.py"]
