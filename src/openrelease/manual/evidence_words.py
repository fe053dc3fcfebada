"""Kinds of evidence that code finds, and no rule of the catalog -> what they mean."""

from collections.abc import Mapping

from openrelease.manual.license_words import CLAIM_SOURCES

_CODE_EVIDENCE: Mapping[str, str] = {
    "auto-map-module": "auto_map of a configuration names this module of the repository; it is the model's source.",
    "auto-map-remote": "auto_map of a configuration takes the model's source from this other repository.",
    "library-model-type": "A well-known library implements the model type that a configuration or GGUF file names.",
    "readme-as-card": "The README covers enough topics of a model card to serve as one.",
    "readme-topics": "The README covers some topics of a model card, and not enough of them to serve as one.",
    "topic": "A heading or key of a document opens this topic.",
    "record": "A record of the Model Openness Tool in the repository declares the component.",
}

EVIDENCE: Mapping[str, str] = {
    **_CODE_EVIDENCE,
    **{
        f"license-{source}".replace("_", "-"): f"Evidence of a license statement. {meaning}"
        for source, meaning in CLAIM_SOURCES.items()
    },
}
"""Each kind of evidence by its id."""

PLACEHOLDERS: Mapping[str, str] = {
    "more-information-needed": "The document still says that more information is needed, as the template does.",
    "todo": "The document has a mark such as TODO or TBD.",
    "promise": "The document says that something is coming soon or will be added.",
    "empty-link": "A link leads nowhere.",
    "template-variable": "A variable of a template, such as {{ model_name }}, is not replaced.",
    "template-comment": "A comment of a template tells the author what to write.",
    "insert": "A mark such as [your name] or <insert …> is not replaced.",
    "filler": "The document has filler text (lorem ipsum).",
}
"""What stands in a document for text that is yet to be written, by its id."""
