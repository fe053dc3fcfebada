"""Words of which a line may consist that says in short what a program is, such as "A parser for JSON".

A closed list: what a program is for can be said with them, and nothing about who may use it or how.
"""

_WORDS = """
a an the and or of for to in on with from by as at into over via your our its against between that
based like small tiny simple fast quick easy lightweight light modern modular minimal minimalist portable powerful
flexible efficient high low level performance fully feature rich featured general generic pure native cross
platform scalable extensible robust reliable safe secure static dynamic async asynchronous synchronous parallel
distributed concurrent real time realtime embedded embeddable interactive automatic automated declarative
functional reactive object oriented type typed typesafe strongly statically dynamically pluggable composable
reusable customizable library libraries framework toolkit tool tools tooling toolbox utility utilities package
packages module modules plugin plugins extension extensions wrapper wrappers binding bindings client clients
server servers service daemon app application program script scripts engine runtime compiler interpreter parser
parsers lexer tokenizer linter formatter checker analyzer analyser debugger profiler builder generator loader
bundler manager runner tester test tests testing validator validation converter conversion translator editor
viewer browser reader writer crawler scraper scheduler queue cache database store storage index search driver
drivers kernel shell terminal console command line interface api sdk ui gui web website page pages site blog
template templates templating theme style styles component components widget widgets element elements hook hooks
action actions middleware proxy router routing gateway balancer registry repository archive collection set suite
implementation port clone fork reimplementation reference specification standard protocol format formats encoding
decoder encoder codec code source files file folder directory path text texts string strings number numbers date
dates data dataset datasets json yaml toml xml html css csv sql markdown latex pdf image images video audio speech
voice sound music font fonts graphics graph graphs plot plots plotting chart charts map maps network networks
networking http https tcp udp url urls email mail message messages messaging chat event events log logs logging
metrics monitoring tracing config configuration configurations settings options arguments environment variables
keyboard mouse camera sensor robot robots robotics array arrays matrix tensor tensors vector vectors function
functions class classes method methods memory thread threads process processes container containers cluster cloud
docker kubernetes linux windows macos unix android ios git github python java javascript typescript rust go golang
ruby php perl swift kotlin scala haskell c r julia lua bash node js cpp dart elixir erlang clojure ocaml matlab
numpy pytorch tensorflow jax cuda gpu cpu model models neural deep machine learning language large vision
transformer transformers attention diffusion generation generative pretrained inference embedding embeddings
classification segmentation detection recognition translation summarization retrieval reasoning representation
representations self supervised unsupervised reinforcement multimodal multilingual multi modal task tasks point
clouds depth pose objects scene scenes protein molecule molecular weather climate medical series forecasting
tabular speaker agent agents toward towards scale open world long context end write read parse parsing build
building make making create creating convert converting check checking lint formatting generate generating load
loading find finding searching run running compile compiling render rendering draw drawing fetch fetching download
downloading upload sync handle handling manage managing measure measuring written built designed made inspired
powered
"""
DESCRIPTION_WORDS = frozenset(_WORDS.split())
MOST_WORDS = 16
PREPOSITIONS = frozenset(
    ("and", "or", "of", "for", "to", "in", "on", "with", "from", "by", "at", "into", "over", "via")
)
"""Words with which no description begins: "for testing" may say what something may be used for."""
