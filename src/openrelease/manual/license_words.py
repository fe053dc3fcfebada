"""Words of reports about licenses -> what they mean."""

from collections.abc import Mapping

CLAIM_SOURCES: Mapping[str, str] = {
    "file": "The license was recognized by the text of a license file.",
    "front_matter": "The front matter of a card names the license.",
    "metadata": "The metadata of a package or of a weight file names the license.",
    "header": "The header of a source file names the license.",
    "prose": "A sentence names the license, or states which terms apply.",
    "table": "A table names the license.",
    "badge": "A badge names the license: it confirms other statements, and settles nothing alone.",
    "declared": "The settings or a manifest of the repository name the license.",
    "inherited": "The license of the whole repository, as there is no nearer statement about the component.",
    "assumed": (
        "The license of the whole repository, assumed for weights that its documents offer and that lie elsewhere, "
        "as no statement is about them."
    ),
    "library": "The license of the well-known library that has the source.",
}

PERMISSIVE: Mapping[str, str] = {
    "permissive": (
        "Anybody may use, change and share it for any purpose; only notices and credit are asked for. "
        "yes or true: every license that applies is permissive. no or false: at least one is not. "
        "mixed: it differs between the models or parts of the release. unknown: it could not be decided."
    ),
    "true": "Of permissive: every license that applies is permissive.",
    "false": "Of permissive: at least one license that applies is not permissive.",
    "mixed": "Of permissive: some of the models or parts are under a permissive license, and others are not.",
}

REASONS: Mapping[str, str] = {
    "unreadable": "The license file could not be read.",
    "empty_file": "The license file is empty.",
    "unfilled_template": "The license text still has the placeholders of its template, such as [year] [name].",
    "modified_text": "The license text differs from the known text in a way that may change its terms.",
    "unknown_text": "The license text is none that is known.",
    "text_elsewhere": "The license file only points to a text that is not in the repository.",
    "unknown_name": "The name of the license is none that is known.",
    "too_many_names": "One place names several licenses without saying which of them applies.",
    "non_commercial": "A statement allows research or non-commercial use only.",
    "permission_required": "A statement requires permission for commercial use.",
    "use_restricted": "A statement restricts who may use it or what for, beyond what the license says.",
    "commercial_use_granted": "A statement allows commercial use of this model, and not of others.",
    "not_covered": "A statement says that the license named there does not cover the component.",
    "other_terms": "A statement says that other terms apply, without naming them.",
    "contradicted": "Another statement about the same component names other terms.",
    "mixed_parts": "Parts of the component are under different licenses.",
    "mixed_models": "The models of the release are under different licenses.",
    "narrower_scope": "The license is stated for some files, and not for all that belongs to the component.",
    "linked_elsewhere": "The repository has a license, and does not say that it covers what is only linked.",
}

RELATIONS: Mapping[str, str] = {
    "base_model": "The release was fine-tuned, quantized, merged or otherwise made from this model.",
    "distilled": "The release was trained on outputs of this model.",
    "training_data": "The release was trained on this data set.",
    "shipped_data": "This data set is part of the release.",
    "source_data": "A data set of the release was made from this data.",
    "vendored_code": "Source of this project is copied into the repository.",
    "dependency": "The release needs this package to run.",
    "component": "This is a part of the release with a license of its own.",
}

NOTICES: Mapping[str, str] = {
    "name": "An obligation that was found to be fulfilled: the release carries the name that the license requires.",
    "display": "An obligation that was found to be fulfilled: a text such as 'Built with …' is shown.",
    "notice": "An obligation that was found to be fulfilled: a notice file has the required text.",
    "text": "An obligation that was found to be fulfilled: the text of the license is shipped.",
}
