"""The sentences that may stand beside a license text without changing it, as closed forms.

A form is words; `[...]` may be left out, `(a|b)` is one of several, `<name>` is one of the PARTS, and a slot
in braces is filled by `surroundings`: {license} by the name of a license that the file holds, {name} by a
name of people or a project, {url} by an address, {file} by the name of a file, {years} by years, {date} by a
date or a version, {source} by the address of a license file in a repository. Nothing else can stand in a form,
so a sentence that fits one is understood as a whole.
"""

PARTS = """
det: (the|this|these|all|all of|all the|all of the|all of this|all of these|all our|our|its|both|both the|any|
  each|every|a|an|your|their)
adj: (source|software|model|models|pre trained|pretrained|trained|training|inference|evaluation|original|
  released|accompanying|associated|provided|included|full|whole|entire|python|c|java|javascript|rust|example|
  sample|base|main|core|raw|binary|object|generated|open|open source|public|annotated|fine tuned|finetuned|
  language|neural network|machine learning|network|demo|test|web|project|repository|data|code|documentation|
  quantized|converted|above|following|present|resulting|related|supporting|supplementary|library|package|
  utility|build|official|reference|synthetic|processed|derived|current|latest|first|foundation|vision|speech|
  audio|text|image|video|embedding)
noun: (code|codes|codebase|code base|software|source|sources|sourcecode|model|models|weight|weights|checkpoint|
  checkpoints|parameter|parameters|data|dataset|datasets|data set|data sets|database|documentation|docs|
  document|documents|file|files|repository|repositories|repo|repos|project|projects|package|packages|library|
  libraries|program|programs|tool|tools|toolkit|work|works|material|materials|content|contents|release|releases|
  distribution|script|scripts|module|modules|notebook|notebooks|example|examples|implementation|framework|
  application|app|component|components|image|images|text|texts|media|font|fonts|website|page|artifact|artifacts|
  asset|assets|benchmark|benchmarks|corpus|corpora|resources|embedding|embeddings|adapter|adapters|tokenizer|
  tokenizers|configuration|configurations|config|configs|specification|specifications|plugin|plugins|extension|
  system|product|products|crate|gem|directory|directories|folder|folders|tree|everything|recipes|prompts|metadata|
  annotations|labels|paper|tutorial|tutorials|collection|archive|bundle|action|theme|template|templates|binaries|
  executables|deliverables|tables|figures|graphics|icons|logos|samples|subprojects|header|headers|
  firmware|driver|drivers)
thing: ([<det>] [<adj>] [<adj>] [<adj>] <noun>|[the] {project}|[<det>] {project} [<adj>] [<adj>] <noun>|[<det>]
  {item} [and {item}] [<adj>] <noun>)
kinds: (<kind> [<more>] [<more>] [(and|or|as well as|along with|together with) <kind>]|[the] {coined})
kind: ([<det>] [<adj>] [<adj>] [<adj>] <noun>|[<det>] {project} [<adj>] <noun>|[<det>] {item} [and {item}] <noun>)
part: [<det>] (parts|portions|part|some parts|some portions|rest|remainder|remaining parts|majority|most) [of] [<det>]
  ({item}|{item} [and {item}] <noun>|[<adj>] [<adj>] <noun>)
things: <thing> [<more>] [<more>] [(and|or|as well as|along with|together with) <thing>]
more: [and|or] [<det>] [<adj>] [<adj>] <noun>
where: ((in|of|within|from|on|for|under) [<det>] [<adj>] (<noun>|{coined}|{project} <noun>)|(of|from) [the]
  {project}|on (github|gitlab|huggingface|hugging face|zenodo|pypi)|(contained|found|
  provided|included|available|hosted|stored|published|distributed|released) (in|with|on|as part of|within|by|
  through|from) [<det>] [<adj>] (<noun>|{project}|{project} <noun>)|(referenced|linked|offered|available) [for
  download] (in|from|by) [the] {file} [file]|here|herein|provided here)
be: (is|are|is all|are all|are both|has been|have been|was|were|is hereby|are hereby|is made|are made|comes|
  come|is being|are being|is free software|is open source software|is open source|are open source|is open
  sourced|are open sourced|falls|fall)
given: (licensed|released|distributed|provided|published|made available|available|offered|shared|covered|
  governed|open sourced|opensourced|issued|subject|made public|made publicly available|publicly available|freely
  available|licensed to you|released to the public|free and open source|open source|copyrighted and licensed|
  made open source|open source and available|open source and licensed|open source software|free software|
  redistributed|freely distributed)
under: (under|under and subject to|under the terms of|under the terms and conditions of|under the conditions of|
  under the provisions of|under the permissive|by|by the terms of|by the terms and conditions of|with|to|to the
  terms of|to the terms and conditions of|subject to|according to|according to the terms of|in accordance with|
  pursuant to|on the terms of|via|using|as|on)
below: (as follows|below|as reproduced below|reproduced below|which is reproduced below|shown below|included
  below|see below|found below|given below|stated below|which follows|set out below|set forth below|that follows|
  following|here|in this file|text below|license below|terms below|as stated below)
quoted: (the license|license|the {license}|{license})
lname: [the] [terms of] [the] [following] [permissive] [open source] {license} [open source] [license] [with
  [the] {license}] [<quoted>] [as published by {name}] [<below>]
unnamed: ([the] [terms of] [the] following [terms|license|license terms|terms and conditions|conditions|notice]|
  [the] [terms of] [the] license [agreement] [<below>]|this license|[the] following [open source] license|these
  terms)
unless: ([unless|except where|except as|if not] [otherwise] (noted|stated|specified|indicated|mentioned)
  [otherwise] [in the file|in the files|in a file|therein|below|in the header|in file headers])
excepted: (except|except for|excluding|other than|with the exception of) [the] third party (components|software|
  code|libraries|materials|dependencies) (listed|included|described|mentioned|noted) [below|herein|here]
details: (<more_details>|the full license|the full license text|license information|license details|licensing
  information|licensing details|terms|license terms|full terms|a copy|the license|the license text|the full text)
more_details: (details|more details|full details|further details|information|more information|further information|
  copyright information|copyright details)
at: ({file} [or {url}]|{file} or {file} or {url}|{url} [or {file}])
make: (written|developed|created|maintained|authored|made|designed|built|produced|implemented|contributed|
  started|published|released|provided)
copy: (copy|full copy|complete copy|verbatim copy)
"""
"""Named parts of forms, each from its name to the next line that is not indented."""

TITLES = """
- {item} [is] {description}
- {item} {item} {description}
- {license}
- [the|a] {license} [text|terms|agreement|notice|full text|license text|legal code|in full]
- [the] (license|licenses|licensing|license agreement|software license|software license agreement|license text|
  license notice|license terms|license information|full license text|license details|terms|license file|open
  source license|copyright|copyright notice|copyright notices|copyright information|copyright and license|
  copyright and licensing|copyright and license information|copyright license|license and copyright|legal|legal
  notice|notice|notices|license header|terms of use and license|end of terms and conditions|end of license|end
  license|begin license|start of license|source code license|model license|code license|data license|project
  license|the license)
- [software|source code|model|code] license [agreement] {license}
- [<det>] [<adj>] <noun> [license|licenses|license agreement|license text|license file]
- license [agreement] (for|of|from) <kinds>
- license [agreement] <kind>
- [{coined}] [<adj>] [<noun>] license [agreement|text|file|notice]
- [<det>] [<adj>] [<noun>] license {license}
- {coined} [<noun>] license {license}
- license {license}
- license type {license}
- licenses {license}
- license name {license}
- [<det>] [<adj>] [<adj>] <noun> [(and|or) [<adj>] <noun>]
- [<det>] [<adj>] <noun> {license}
- {coined} {license}
- license for <kinds> [is] [{license}]
- (software|code|components|material|files) (distributed|included|contained|used) (in|with) [<det>] <noun>
- [last] (version|updated|revision|revised|dated) {date} [{date}]
- for [the] {project} [{item}] (software|code|library|models|model|project|dataset|data)
- [a|an|the] [<adj>] implementation of [the] {project} [<noun>]
- legacy {license} [license] http llvm org docs developerpolicy html legacy
"""
"""Titles, headings and labels."""

INTRODUCTIONS = """
- <things> [<where>] [<where>] <be> [<given>] <under> <lname> [<unless>|<excepted>]
- <things> [<where>] [<where>] <be> [<given>] <under> <unnamed> [<unless>]
- <things> <given> <under> <lname>
- the following (applies|apply) to <kinds> [<unless>]
- (this|the) [copyright and] license (covers|applies to) [both] <kinds> [<where>]
- terms of the {license}
- {name} is (pleased|happy|proud|glad|excited) to (support|contribute to) the open source community by making
  (<things>|{item}) [publicly|openly] available
- [was] developed (at|in|by) {name} [by {name}]
- [unless] [<unless>] <things> [<where>] <be> [<given>] <under> <lname>
- [<unless>] <things> [<where>] <be> [<given>] <under> <unnamed>
- <given> <under> <lname>
- <given> <under> <unnamed>
- [you|we] [may|can] [use|copy] <things> under <lname>
- (we|{name}) (release|license|provide|publish|distribute|share|open source|offer|make available|are releasing|
  have released|released|licenses|releases|provides|distributes) <things> [<where>] [to you] <under> (<lname>|
  <unnamed>)
- <things> [<where>] (uses|use|carries|carry|adopts|adopt|follows|follow|has|have|bears) <lname>
- [the] [following|below] (license|license text|terms|copyright and license|notice|license notice|terms and
  conditions|license terms|copyright notice|text) [below] (applies|apply|is applicable|holds) to <kinds>
  [<where>] [<where>] [<unless>]
- [the] (license|license text|license agreement|terms|full license|full license text|text of the license|full
  text of the license|{license}) [for|of|covering|governing] [<kinds>] [<where>] (follows|is as follows|is
  below|is included below|is reproduced below|is given below|is shown below|reads as follows|are as follows|is)
  [{license}] [<below>]
- [see|read] (below|the following) [for] [<details>]
- (see|please see|refer to|please refer to|read|consult|for details see|for more information see|for more
  information please see|for more details see|for more information please refer to|for details please see|for
  the full text see|full text at|full license text at|more information at) [the] [included|accompanying|full]
  ({deed}|{file}|{file} file|file {file}|{license}|{license} {url}) [for] [<details>] [{url}]
- (see|please see|refer to|please refer to|read|consult|for details see|for more information see|for more
  information please see|for more details see|for more information please refer to|for details please see|more
  information at) {url} [for] [<more_details>]
- (a|the) [<copy>] [text] [of] [the] [{license}|license|full license|license text|text] [of the license] (is|can
  be|may be) (found|included|obtained|available|provided|viewed|seen|read) (at|in|with|from|online at|below|in
  the file|here) [{deed}|{source}|{file}|<things>|here]
- you may obtain a copy of the license at ({deed}|{source})
- you (should have received|may obtain|can find) a copy of the [{license}] [license] [along] (with|at|in|from)
  (<things>|{deed}|{source}|{file}|the file {file}) [if not see ({deed}|{source})|if not write to {name}]
- [for] [more] (details|information) [about|on] [the] [{license}|license|this license] [is|at|see|can be found
  at|available at] {url}
- {license} {url}
- (source|url|website|homepage|home page|web|repository|link|contact|email|e mail|project url|project page|git|
  github|upstream|see|see also|web site|web page|code|paper|demo) {url}
- (license|license url|official text|license text|full license text|full text|original license) ({deed}|{source})
- to view a copy of this license visit {url} [or send a letter to creative commons po box 1866 mountain view ca
  94042 usa]
- to view a copy of this license visit {url} [or send a letter to creative commons 171 second street suite 300
  san francisco california 94105 usa]
- to view a copy of this license visit {url} [or send a letter to creative commons 444 castro street suite 900
  mountain view california 94041 usa]
- (<make>|originally <make>|<make> and maintained|by) by {name} [{url}]
- (author|authors|maintainer|maintainers|contributor|contributors|creator|creators|developer|developers|holder|
  copyright holder|copyright holders|maintained by|written by|contact|main authors|principal authors|original
  author|by|from|credits) {name}
- [this] [file|license] (applies|apply) to <kinds> [<where>]
- {item} copyright [c] [{years}] [{years}] [present] {name} <be> [<given>] <under> <lname>
- [a summary of] the {license} [license] (is|can be found|is available|is located|is located here|is available
  here|can be found here) [at] ({deed}|{source})
- <things> <be> [<given>] under {deed}
- being under the terms of <lname> according with [{file}]
- [unless you explicitly state otherwise] any contribution [intentionally] submitted for inclusion in (the work|
  <things>) by you [as defined in the {license} [license]] shall be (dual licensed as above|licensed as above|
  <given> <under> <lname>) [without any additional terms or conditions]
- (contribution|contributions|contributing)
- with [the] reserved font (name|names) ({project}|{item}) [{item}]
- with no reserved font (name|names) for this font software
- {item} is a reserved font name for this font software
- this font software is licensed under the {license}
- all rights reserved
- (spdx) (filecontributor|filecopyrighttext) {name}
- (this is|this file is|here is) [the|a] [{license}|license] [license] [for|of] <things>
- [the] (copyright|copyrights|copyright holder) [of|in|for|to] <things> (is|are) (held|owned|retained) by {name}
- <things> (is|are) [a] (copyright|copyrighted|copyrighted work|the copyright) [of|by] [{years}] {name}
- <things> (is|was|were|are) <make> by {name}
- licensed under the {license} [the license|license] you may not use this file except in compliance with the
  license [you may obtain a copy of the license at {url}]
- to the extent possible under law {name} has waived all copyright and related or neighboring rights to <things>
"""
"""Sentences that say under which of the licenses in the file something is, who made it and where it lies."""

CHOICES = """
- [<things> <be>] (licensed|<given>|dual licensed) <under> either of [the] {license} [license] [<at>] [or] [the]
  {license} [license] [<at>] [at your option]
- <things> [<where>] <be> [<given>|dual licensed|double licensed|multi licensed|licensed] <under> [either] [of]
  [the] [terms of] [the] {license} [license] (or|and) [the] {license} [license] [at your option|at your choice|
  at your discretion]
- <things> [<where>] <be> (dual licensed|double licensed|multi licensed|dual) <under> [both] [the] {license}
  [license] (and|or) [the] {license} [license] [at your option|at your choice]
- (dual licensed|double licensed|dual license|dual|licensed|licensed under either|available|released|dual
  licensed under) [under] [either] [of] [the] [terms of] [the] {license} [license] (or|and) [the] {license}
  [license] [at your option|at your choice]
- [license] {license} or {license} at your (option|choice|discretion)
- [at your option|you may choose|choose] either [of] [the] {license} [license] or [the] {license} [license]
- you may (choose|select|use <things>|use it|use this software|distribute it) [under] [either] [of] [the]
  {license} [license] or [the] {license} [license] [at your option]
- either [of] [the] {license} [license] or [the] {license} [license] [at your option]
"""
"""Sentences that leave a choice between two licenses."""

PART_LICENSES = """
- license for ({project}|{item})
- <part> [<where>] [<where>] <be> [<given>] <under> (<lname>|<unnamed>) [<unless>|<excepted>]
- (parts|portions|components|some parts) of (<things>|{item}) <be> [<given>] <under> (different|other|their own|
  separate|various|several) [open source] [licenses|license|terms] [like {license}|such as {license}] <below>
"""
"""Sentences about the license of a part: they are understood where the file holds another license for the rest."""

TAGGED = """
- <things> <be> [<given>] under
"""
"""Beginnings of sentences that an SPDX tag ends."""

ADDRESSES = """
- {url}
- {url} {url}
- {coined}
- {coined} {url}
"""
"""Addresses and names of projects that no label stands before."""

BUNDLED = """
- which (has|have|carries|is under|are under|is licensed under|are licensed under) <unnamed>
- [note that] <things> (includes|contains|bundles|uses|incorporates|include|contain|use|borrows|borrow|is based
  on|are based on|is derived from|are derived from|is adapted from|are adapted from|is built on|builds on|is a
  fork of|was forked from|is forked from|depends on|has been derived from|was derived from|is a modified version
  of|is a port of|is partly based on|is heavily based on|is largely based on) [parts of|portions of|part of|
  some|code from|software from|files from|source code from|work from|components from|parts from|code of|parts of
  code from] [other] [<things>|{item}] [<where>] [by {name}] [from {name}] [{url}] [which is|which are|that is|
  that are|which has|which have] [<given>] [<under>] [<lname>|<unnamed>] [{url}]
- [some|parts|portions|part|certain parts] [of] <things> [<where>] (is|are|was|were|have been|has been) (based
  on|derived from|adapted from|taken from|borrowed from|copied from|modified from|from|inspired by|ported from)
  (<things>|{item}|{url}) [by {name}] [{url}] [and are|and is|which is|which are|that is|which has|which have|
  which carries] [<given>] [<under>] [<lname>|<unnamed>|the following license]
- [note that] <things> (uses|use|depends on|includes|contains) [components from|code from|parts of] other
  [{item}]
  (software|packages|libraries|dependencies|components|projects|tools|programs|code|modules|crates) [included in
  ({file}|vendor)] (which|that) (are|is) [licensed|released|distributed|available] (under|subject to) (different|other|
  their own|separate) licenses
- see (those|their|the respective|the individual|the corresponding|each) [{file}|license] [files|file|packages|
  projects|headers] for [<details>]
- [the] following (components|files|software|code|libraries|packages|works|licenses|license|notices|notice|
  copyright notices|third party components|third party software|third party libraries|projects|modules) (is|are|
  is included|are included|apply|applies|is provided|are provided|is used|are used|are bundled) [in|with|to|for]
  [<kinds>] [<given>] [<under>] [<lname>|<unnamed>]
- (third party|thirdparty|additional|other|bundled|included|open source) (licenses|license|notices|software|
  components|code|software notices|license notices|software licenses|attributions|libraries|third party
  licenses|software components)
- [the] licenses [for|of] (included|bundled|third party|vendored|the included|the bundled|other) (components|
  software|code|libraries|dependencies|subcomponents|works)
- (adapted|derived|modified|taken|based|copied|forked|borrowed|ported|based in part) (from|on) (<things>|{item}|
  {url}) [by {name}] [{url}]
- (modifications|changes|portions|parts|original code|original work|original version|additions)
  (by|copyright|copyright by|copyright {years}|copyright {years} by) {name}
- [for details] [please] see the file {file}
- license for {name} (code|software|files)
- [the] (code|files|software|data) in [the] {file} [directory|folder|file] (is|are) [currently] [a] (derived|
  derivative|adapted|modified) (work|works|version) (from|of) ({item}|{url}) [{url}]
- as such (it|they|this) (is|are) <under> <unnamed>
- [other] dependencies and [their] licenses
- open source software [licensed under [the] {permissive} [license]]
- [{item}] files {url} [license {permissive} [license] [[copyright c [{years}] {name}] [all rights reserved] for details
  ({url}|{source})]]
- [{project}|{item}] ({project}|{item}) is available under [the|a] {permissive} [license] [you may find the (source
  code|source codes|data) from {url}] [and see the license at ({url}|{source})]
- [further] <things> may contain third party open source software [oss] which include licenses under terms that
  require {name} to display the following notice
- {name} does not make any representation or warranty with respect to any [oss or] [free|third party|open source]
  software that may be included in or accompany (the service|<things>)
- {name} hereby disclaims any and all liability to [demand partner or] any third party related to any such software
  that may be included in or accompany (the service|<things>)
- legal (disclaimer|disclaimers) and notices
- notices and information
- do not translate or localize
- this software incorporates (material|components) from (third parties|the projects listed below) [microsoft makes
  certain open source code available at {url} or you may send a check or money order for us 5 00 including the
  product name the open source component name platform and version number to source code compliance team microsoft
  corporation one microsoft way redmond wa 98052 usa notwithstanding any other terms you may reverse engineer this
  software to the extent required to debug changes to any libraries licensed under the gnu lesser general public
  license]
- open source license copyright notice
- component
- [some of] {item} [<noun>] is derived from {item} which is subject to the following copyright notice
- all [other] contributions [by {name}]
- {item} uses a shared copyright model each contributor holds copyright over their contributions to {item} the project
  versioning records all such contribution and copyright details if a contributor wants to further mark their specific
  copyright on a particular contribution they should indicate their copyright solely in the commit message of the
  change when it is committed
- contribution agreement
- by contributing to the {item} repository through pull request comment or otherwise the contributor releases their
  content to the license and copyright terms herein
- [all other] copyright [c] for [portions of] {project} (is|are) held by {name} [{years}] [{years}] [as part of
  {project} [{permissive}]]
- [the] (software|code|components|material) from third parties [included|contained|used] [in] [<things>]
- <things> (contains|includes|uses) third party (software|code|components|material) which (is|are) under (different|
  other) (license terms|licenses|terms)
- all such (code|software) will be identified clearly using at least one of two mechanisms [1] it will be in a
  separate directory tree with its own {file} [txt] or {file} file at the top containing the specific license and
  restrictions which apply to that software or [2] it will contain specific license and restriction terms at the top
  of every file
- [this] <things> [also] (contains|includes) code from {name}
- files from these organizations have notices at the top of each file
- below are [the] licenses used in those files [as indicated]
- license for ({item}|{project}) [and] [{project}|{item}] (code|software)
- <things> (includes|contains) [a number of] (subcomponents|components|parts) with separate copyright notices
  and license terms [please see the file {file}]
- your use of [the] [source] code for [the] [these] [sub] [components|subcomponents] is subject to the terms and
  conditions of the following licenses
- your use of the source code for the these subcomponents is subject to the terms and conditions of the
  following licenses
- the following components are provided under (the|an|a) {permissive} [style] [license|licenses]
- see project link for details
- the text of each license is [also] (included|available) (at|in) {file} [project txt]
- the text of each license is the standard {permissive} [license]
- {file} [file|files] [is|are] [taken|adapted|copied] from ({item}|{url}) [{url}] [under] [the] [{permissive}]
- {permissive} licenses
- {project} (subcomponents|components|dependencies)
- [<things>] [<where>] {file}
- (files|file|path|component|package|library|software|name|project|directory|module|code|source) [in] ({file}|
  {item})
- {item} [is] (licensed|released|distributed|provided|used|available) (as follows|<under> <lname>|<under>
  <unnamed>|<under> the {permissive} [license])
- {coined} license

- [license] for ({coined}|{item} (software|code|project|library))
- {item} (is|was) (based on|derived from|adapted from|ported from|taken from) {project} [{item}] [{item}]
  (code|library|implementation|module) [by {name}] [{url}]
"""
"""Sentences about parts that others wrote; their licenses follow as texts of their own, or are permissive."""
