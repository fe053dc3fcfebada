"""Words that no name of a holder is made of: they say what may be done.

A copyright line is passed over, so nothing in it may permit or forbid. Names are unlimited; what is fixed is
their form (`holder_names`) and the words below, which are those for only, not, without, use, commercial,
purpose, forbidden, permission and payment in the languages of many releases.
"""

import re

_EXCLUDED_WORDS = """
belong belongs download downloads keep off away withdrawn void revoked superseded secret pending draft academia
bans welcome unwelcome refused forfeits forfeit lose loses earn earns earning money price prices priced selling sells
sales legal hands out day days week weeks month months hours eur usd gbp euro euros dollar dollars
zahlt zahlen verdient schuldet schulden gehört draußen außen betaalt verdienen payer doit doivent paie guadagna paga
pagan pagar ficam fora preguntar chiedere плате платят плати трябва морају мора нельзя нельга запрета χρειάζονται
πληρώνουν bertanya harus mesti musia musí morajo moraju mora trebuie kérdezzék duhet turi pavad peavad behar diote
taqiqlanadi хориглоно mamnuuc тыела тыйым тыюу манъ qedexe gadagan
including also during after before herein hereby thereof
with under subject against upon toward towards clause clauses exception exceptions policy policies version
seat seats notice notices protected statement statements information holds applies apply look leave
alone nc bis gilt gültig sind ist sein gelten valable valide jusqu jusque est sont doivent pesos quedan queda
válido hasta vedada empresas precisam até pesi sono esclusi valido geldig tot zijn wagi są wyłączone ważne jen
pro firmy potřebují smlouvu váhy jsou platí roku výskum potrebujú podjetja potrebujejo pogodbo tvrtke trebaju
ugovor компаніям потрібен договір компании обязаны договор камерцыйнае забаронена толькі для gäller till för til
fra må ha avtale avtal aftale kontrakt bedrifter företag firmaer yritykset sopimuksen tarvitsevat için şirketler
sözleşme perusahaan wajib membayar kwa pekee para só son san fir nëmmen por pela pelo per från firmen brauchen
vertrag behörden militär ausgeschlossen entreprises contrat aziende contratto bedrijven nodig cégek szerződés
kell firmele contract cumpărare cần phải hợp đồng doanh nghiệp trả tiền musi muszą umowę moet moeten debe deben
deve devem dovono ska skal skall täytyy pitää nobody everyone everybody anyone anybody someone somebody nothing
everything weights only solely exclusively not no non none never nor neither without unless except excluding
excluded use uses used usage using user users commercial commercially noncommercial commerce nonprofit profit
purpose purposes prohibited forbidden forbid forbids forbade banned ban barred restricted restriction
restrictions permission permissions permitted permit permits allowed allow allows granted grants license
licenses licensed licensing licensee licensees sublicense must shall cannot requires required require needs need
pay pays paid payment fee fees royalty royalties charge charges contracts agreement agreements terms conditions
condition approval consent proprietary confidential evaluation trial expires expired expire until valid
ineligible eligible reserved-for military weapons redistribution redistribute distribution distribute
modification modifications derivative derivatives sale sell resale reselling training production deployment is
are was be been being has have owns this that these those if when where who which whom whose you your we our
they personal-use buy bought purchase hobby hobbyists students please contact see ask write prior written sold
shared modified copied copying copies any every each nur nicht kein keine keinen ohne ausschließlich
ausschliesslich lediglich verboten untersagt zweck zwecke zwecken nutzung verwendung kommerziell kommerzielle
kommerzieller kommerziellen gewerblich gewerbliche gewerblichen lizenz gebrauch nichtkommerziell
nichtkommerzielle erlaubt genehmigung alleen niet geen uitsluitend zonder verboden gebruik commercieel
commerciële doeleinden toestemming licentie endast bara inte ej ingen förbjuden förbjudet användning kommersiell
kommersiellt ändamål tillstånd syfte kun ikke forbudt bruk brug kommerciel kommercielt kommersielt formål
tilladelse tillatelse utan uden uten aðeins ekki bannað notkun uniquement seulement exclusivement pas sans
interdit interdite interdits interdites interdiction usages utilisation commerciale commerciales commerciaux
fins licence autorisation réservé réservée réservés gratuit solo sólo solamente únicamente exclusivamente sin
prohibido prohibida prohibidos uso usos comercial comerciales fines permiso licencia reservado apenas somente
não sem proibido proibida licença comerciais soltanto esclusivamente senza vietato vietata commerciali scopi
scopo licenza numai doar nu fără interzis interzisă utilizare comercială comerciale scopuri només sense prohibit
ús tylko wyłącznie nie bez zakaz zakazane zabronione zabroniony użytek użytku użycie komercyjny komercyjne
komercyjnego niekomercyjny niekomercyjne niekomercyjnego cele celów licencja pouze výhradně ne zakázáno zákaz
použití komerční komerčnímu nekomerční účely účel iba len výlučne zakázané použitie komerčné nekomerčné samo
isključivo zabranjeno zabranjena upotreba uporaba komercijalna komercijalno nekomercijalno svrhe prepovedano
izključno nekomercialno только исключительно не нет без запрещено запрещена запрет запрещается использование
коммерческое коммерческого некоммерческое некоммерческого целей цели лицензия разрешение лише тільки виключно
заборонено заборонена використання комерційне некомерційне само единствено забранено забранена използване
търговска некомерсиална забрањено tik draudžiama naudojimas komercinis nekomercinis tikai aizliegts izmantošana
komerciāla vain ainoastaan ei ilman kielletty käyttö käyttöön kaupallinen kaupalliseen epäkaupallinen lupa csak
kizárólag nem tilos tiltott használat kereskedelmi célra nélkül ainult mitte keelatud kasutamine äriline
mitteäriline sadece yalnızca değil yasak yasaktır kullanım ticari olmayan amaçlı izin lisans μόνο όχι
απαγορεύεται χρήση εμπορική μη άδεια vetëm ndalohet përdorim tregtar hanya bukan tidak tanpa dilarang larangan
penggunaan komersial tujuan sahaja untuk chỉ không cấm sử dụng thương mại mục đích phép lamang hindi bawal gamit
tu si hakuna marufuku matumizi biashara bakarrik ez debekatuta erabilera yn unig dim gwaharddwyd defnydd
masnachol amháin ní cosc úsáid tráchtála biss mhux użu kummerċjali slegs verbode kommersiële malpermesita uzo
komerca vertraulich geheim intern gesperrt confidentiel confidentielle secreto confidencial segredo confidenziale
riservato segreto vertrouwelijk besloten konfidentiellt hemlig hemligt fortrolig fortroligt konfidentielt hemmelig
salainen luottamuksellinen kielletty kiellettyä sisäinen poufne tajne tajny důvěrné tajné zakázáno dôverné bizalmas
titkos tilos confidențial gizli yasak povjerljivo tajno nedovoljeno nedozvoljeno zaupno salajane keelatud slepeni
konfidenciāli aizliegts slapta draudžiama εμπιστευτικό απόρρητο секретно конфиденциально таємно конфіденційно
поверително тайно rahasia cyfrinachol rúnda isilpekoa trúnaðarmál vertroulik konfidenca confidențiale poverljivo
"""
_EXCLUDED = frozenset(_EXCLUDED_WORDS.split())
_EXCLUDED_STEMS = re.compile(
    r"(?:non|un|anti)?(?:except|commerc|komerc|komers|kommer[sz]|comerc|коммерч|комерц|prohib|forbid|revoc|transferab|exclud|restrict|licen[sc]|exclusiv)",
    re.IGNORECASE,
)
_GIVEN_NAMES = frozenset(("ne", "si", "nu", "tu", "len", "jen", "sin", "may", "you", "prior"))
"""Excluded words that are names of people too, where they begin with a capital letter, such as Len or Nu."""

NON_CASED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_EXCLUDED = re.compile(
    r"[禁止拒绝絕罚罰租研究仅僅只限非不無无未勿許许准可商用購购售卖賣買买费費付權权利版授協协議议須须必应應當当除外供的者请請为為もはがをにのでだけ]"
    r"|금지|비상업|상업|사용|이용|연구용|허가|허락|라이선스|전용|한정|만"
)
_CJK_ORGANIZATION = re.compile(
    r"^株式会社|(?:公司|大学|大學|学院|學院|研究院|研究所|研究中心|实验室|實驗室|中心|基金会|基金會|株式会社|協会|协会|团队|科技|智能|委员会|"
    r"(?:주식회사|대학교|연구원|연구소|재단|팀))$"
)
_CJK_ORGANIZATION_EXCLUDED = re.compile(
    r"[禁止拒绝絕罚罰仅僅只非不無无未勿許许准商用購购售卖賣買买费費付須须必除供请請为為もはがをにので]"
)
_SURNAMES = frozenset(
    "源赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "唐罗薛伍余米贝姚孟顾尹江钟徐高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解应宗丁宣邓郁杭洪包左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封储"
    "段富巫焦巴弓牧侯全班秋仲伊宫宁仇甘厉祖武符刘景詹束龙叶司黎溥印怀蒲邵欧阳贺倪汤滕殷毕郝邬安常乐于时傅皮卞齐康伯元卜顾平黄"
    "穆萧姚湛汪祁毛禹狄贝明臧计成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危童颜郭梅盛林刁邱骆闫闻莘党翟谭贡劳逄姬申扶"
    "張陳劉黃楊吳趙馬孫鄭謝許韓馮鄧蕭葉蘇盧蔣賈呂魏蔡김이박최정강조윤장임한오서신권황안송류전홍田中山小高松大佐伊渡斎藤井上木村林"
)
_MOST_NAME_LETTERS = 4


def is_excluded(word: str) -> bool:
    """Return whether a word cannot be part of a name: it says something about what may be done."""
    if word.istitle() and word.lower() in _GIVEN_NAMES:
        return False
    folded = word.casefold()
    return folded in _EXCLUDED or _EXCLUDED_STEMS.match(folded) is not None


def is_non_cased_name(word: str) -> bool:
    """Return whether a word in Chinese, Japanese or Korean letters has the form of a name."""
    if _CJK_ORGANIZATION.search(word):
        return _CJK_ORGANIZATION_EXCLUDED.search(word) is None
    return len(word) <= _MOST_NAME_LETTERS and word[0] in _SURNAMES and not _CJK_EXCLUDED.search(word[1:])
