"""Words that names of holders and projects are made of, in the languages of many releases."""

_PLACEHOLDERS = """
author authors company copyright creation date description email full fullname holder holders inc initial login
name of or organisation organization owner program project projectname the year years your yyyy
"""
PLACEHOLDERS = frozenset(_PLACEHOLDERS.split())
"""Words in brackets or braces that stand for a name or a year."""

DETERMINERS = frozenset(("the", "its", "their"))
JOINTS = frozenset(("and", "or", "et", "und", "y", "e", "i", "og", "och", "en", "and/or"))
_CONNECTORS = """
für à al an ap at d da das dba de del della dem den der des di do dos du el for in la las le les los of on ter van von z
zu zum zur
"""
CONNECTORS = frozenset(_CONNECTORS.split())
"""Words within a name that begin with a small letter."""

_ROLES = """
affiliate affiliates all author authors board community company contributing contributor contributors copyright
creator creators developer developers foundation group holder holders individual individuals initial institute lab
laboratory labs maintainer maintainers member members organization organizations original other others owner
owners people project projects regents respective subsidiaries subsidiary team teams toolkit trustees university
various
"""
ROLES = frozenset(_ROLES.split())
"""Words for whoever holds rights; they may begin with a small letter."""

_ORGANIZATIONS = """
a/s ab academy ag agency alliance aps as asa association authority authors bank bv center centre centrum co college
community company consortium contributors corp corporation council department developers eg ev federation
fondation forschungszentrum foundation fundación games gmbh government group holding holdings hospital inc
incorporated institut institute instituto international istituto kg kk lab laboratories laboratory labs library
limited llc llp lp ltd majesty media ministry museum national network networks nv oo organization oy oyj partners plc
project pte pty research sa sarl sas school se society software solutions sp spa srl stiftung studio studios systems
team technologies technology universidad universidade universiteit university università universität université
ventures zentrum
"""
ORGANIZATIONS = frozenset(_ORGANIZATIONS.split())
"""Words after which a name may be longer: companies, universities and the like."""

_NO_PROJECTS = """
research researchers academic academics academia science scientific education educational school schools student
students teacher teachers university universities company companies corporate corporation firm firms business
businesses enterprise enterprises individual individuals home private public government governments military
hobby hobbyist charity charities internal testing demo preview beta alpha draft limited premium professional
community commercial free personal subscription customers clients partners members employees staff persons
people adults children europe european eu china us usa world worldwide everyone bank banks insurers casinos
hospitals doctors lawyers police army nonprofits nonprofit startups vendors resellers competitors hosting cloud
production servers devices robots profit profits money income revenue turnover sales gain gains study studies
learning fun pleasure review reviews inspection reading viewing reference comparison benchmarking exploration
experiments trials evaluation evaluations access service services download downloads users user only nobody none
weights model models outputs data part parts portion portions some most majority rest remainder remaining half many
few several certain selected old former previous
"""
NO_PROJECTS = frozenset(_NO_PROJECTS.split())
"""Words that are not taken for the name of a project: they say for whom or what something is."""
