"""The words an intrekcode is made of: short, everyday, and no two of them one letter apart.

A word may be added or taken away: codes that were given out keep working, for only their hash is compared.
"""

_WOORDEN = """
aalbes aardbei abrikoos accordeon achtbaan agenda akker albatros amandel ananas andijvie appel arend armband asperge
atlas augurk auto avond azijn badkamer bakfiets balkon ballet bamboe banaan bank basilicum batterij beitel berg
beschuit beuk bever bezem bioscoop blad bliksem bloem bloemkool boek boerderij boom boomgaard bord borstel bosbes
boter brief bril broccoli brommer bron brood brug buizerd cactus cadeau camera cavia chocola circus citroen computer
confetti courgette dadel dahlia dakgoot danser deken deur deurmat diamant dichter dijk dille doel dokter dolfijn
domino donder doperwt draad droogrek drop druif duim duimstok dweil eekhoorn eend egel eikel eiland ekster elleboog
emmer envelop esdoorn fabriek fakkel fazant fiets flamingo fles fluit fontein forel fornuis framboos fuut gaai gans
garage garde garnaal gedicht gevel gieter giraffe gitaar gletsjer glijbaan globe gordijn gorilla goud goudvink gracht
gras grot grutto haan hagedis hagel hamster handbal handdoek hangmat haring harp haven havik heide herfst hert heuvel
hockey hoepel hommel hond honing hoorn horloge huis hulst hutspot ijsje ijsvogel ijzer inktvis iris januari jasmijn
judo kaas kade kalender kalkoen kameel kamer kampvuur kanaal kanarie kano kantoor kapel kapitein kapstok karper kast
kastanje kasteel katoen kelder kermis kers ketel ketting keuken kievit kikker kiosk kiwi klaproos klarinet klaver klei
klimop klok klomp klooster knie knoflook knop koala koekje koekoek koelkast koets koffer koffie komeet kompas konijn
koningin koper korfbal kraai krant kreeft krekel krijt kristal kroket krokodil krokus kruik kruisbes kuiken kurk
kussen kweepeer laars ladder laken lammetje lamp lampion lantaarn lariks lavendel leeuw lelie lente lepel lepelaar
leuning libelle lied lijster limonade linde liniaal linnen lisdodde lolly looprek luchtbed lucifer luipaard maandag
macaroni madelief magneet magnolia mand mango marathon margriet markt marmer matras matroos medaille meerkoet mees
meester melk melodie meloen merel metro middag mier mist moestuin molen mossel mosterd munt museum muts naald narcis
neus oase ober ochtend oester olie olifant olijf omelet ooievaar oorbel orgel otter oven overhemd paard paleis paling
palmboom papaja papegaai papier paprika paraplu parel park parkiet patrijs pauw peer pelikaan perron perzik piano
piloot pinda pion pizza planeet plein poedel pompoen pony populier postbode potlood prei prins pruim putter puzzel
raadsel raam rabarber radijs radio raket regen regenton reiger ridder riet rijst ring rivier roeiboot roer roos
rotonde rozijn rugzak sandaal saxofoon schaap schaats schans schep schilder schoen schommel school schors schotel
schouder schrift schroef schuur scooter selderij sjaal skelter slaapzak slager slee sleutel slinger sloot sluis
smaragd sneeuw snoek soep spade spar specht spiegel spijker spinazie spons spreeuw sprookje stam stamppot station
steen steiger stekker ster stoel storm strand stropdas struik stuur suiker taart tandarts tandem tang tapijt taxus
tekkel telefoon tennis tent terras theater thee theepot tijger tijm toffee tomaat toren tosti touw tractor trap trein
triangel trommel trompet truffel trui tuin tuinbank tuinhek tuinman tulp tunnel tureluur turnen valk varen veerpont
veldfles verf verhaal veulen viaduct vijg vijver villa viool viooltje visser vlag vlieger vlierbes vlinder voetbal
vork vulkaan wafel walnoot wals walvis waterpas waterval wiel wilg wimper wind winkel winter witlof woestijn wolf
wortel zaad zandbak zanger zebra zebrapad zeehond zeep zeil zeilboot zijde zilver zolder zomer zout zwaan zwaluw
zwembad
"""

WOORDEN = tuple(_WOORDEN.split())
