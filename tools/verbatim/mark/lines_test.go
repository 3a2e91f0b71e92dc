package mark

import (
	"strings"
	"testing"
)

// ordinary lines hold apostrophes, primes, feet, inches, letters that look like
// marks, and no quotation.
var ordinary = map[string]string{
	"en": `
It’s the port's plan, and they're sure it won't fail.
The leaders’ plan and the boats' crews' wages weren’t the cities’ concern.
’Tis the ’90s again, and 'twas the '80s before.
'Twas the leaders' plan, 'cause the boats' crews went 'round the cape.
Rock ‘n’ roll, rock ’n’ roll, rock 'n' roll and drum 'n' bass.
Go get 'em, tiger; they're runnin' late an' they're goin' down th' road.
He is 6' 2" tall, 6’ 2” tall, 6′ 2″ tall, or 6'2'' tall.
A 12" disc, a 7″ single, and a 5' board by 3' board.
The class of '68 met the class of ’72 in the summer of '99.
26°40′37″N 80°02′13″W, or 26°40'37"N 80°02'13"W.
At 5′ past the hour, for 30″, turn 45°30′ to the north.
f′(x) = g′(x) + h″(x), where (uv)′ = u′v + uv′ and A′B′ is a line.
If x′ < y′ and y″ > z″, then a << b, and
c >> d.
The Oʻahu and Kauaʻi ferries; ʻIolani Palace in Hawaiʻi.
Hawai‘i, O‘ahu and Moloka‘i don’t agree with the governors’ plan.
Qurʾān, ʿAbd Allāh and the wuzarāʾ of the ʿulamāʾ met Rāfiʿ, who read of the rabīʿ.
ʿAlī b. Abī Ṭālib, ʿUmar and ʿUthmān; the Shīʿa and the Sunna of al-Sharīʿa.
The /ˈstreɪt/ and the ˈmaʊntən, or /ˌfəʊtəˈɡræfɪk/ and ˈfəʊtəɡrɑːf, have ˈstresses.
Yi ˊ and ˋ are tones: ma ˊ, ma ˋ, and mǎ ˇ; Bopomofo ㄇㄚˊ and ㄇㄚˋ.
Oʻahu, Kauaʻi and Niʻihau’s ʻokina; a board of 5ˈ by 3ˈ and a 12˝ disc.
Qurʼān, ʻAbd Allāh and the wuzarāʼ of the ʻulamāʼ met.
The Qur’an, the Ka’ba and the Shi’ite parties’ leaders.
P’yŏngyang and Xi’an, T’aipei and Ch’ŏngjin.
O’Brien’s and D’Angelo's o'clock, ma'am, fo'c's'le, ne'er-do-well.
Jones's, James', Jesus’ and the Joneses’ houses.
The 1980's, the 1980s' end, the A's and the p's and q's.
Ol' man river an' lil' ol' me; the po' boys' mo' better blues.
The \uFFFC's name and the \uFFFC’s use.
Shakespeare’s ’tis nobler in the mind’s eye, o’er and e’en.
It costs 5' 11" x 6' 3", and 1/2" or 3.5" more.
Use a<b, b>c, x,,y and 1,,2 where the list, as it stands, goes on.
Ain’t nobody’s business but the Smiths’.
Dogs’ and cats’ rights; the boss’s and the bosses’ offices.`,
	"fr": `
L’homme qu’il a vu aujourd’hui n’est pas d’accord.
C'est l'été, j'ai dit qu'elle s'en va jusqu'à l'aube.
Les États-Unis d’Amérique et l’Union européenne : un accord ?
Il y a p’t-être des prud’hommes, entr’acte et presqu’île.
À 5′ de la gare, l’heure est 12 h 30′ 15″.`,
	"de": `
Hans’ Buch, Max’ Auto, Fritz’ Haus und Alice’ Garten.
Ich hab’s gewusst, ’s ist wahr, wie geht’s, ’ne Frage und ’n Abend.
Grimm’sche Märchen, Ku’damm und M’gladbach.
So ’n Quatsch, rein in’s Haus und ’raus auf’s Feld.
Ein 27″-Monitor und 5′ Pause.`,
	"it": `
L’accordo dell’Unione, un po’ d’acqua, quest’anno e nell’estate.
Va’ via, fa’ presto, di’ la verità, sta’ attento, be’.
La ’ndrangheta e gli anni ’80 e ’90 dell’altro secolo.
E' vero: la città e' bella, l'Italia e' unita.`,
	"es": `
Pa’ que veas, m’hijo, el O’Higgins de los ’80.
A 5′ del centro, 40°26′N 3°42′O.
El d'Hondt y la Xunta's.`,
	"nl": `
’s Avonds leest hij Hans’ boek in ’t huis.
's-Hertogenbosch, 's morgens, 't Gooi, foto's en auto's.
Zo'n huis, m'n fiets, z’n vrouw en d'r kind.
Jeroen Bosch’ werk en Beatrix’ zoon.`,
	"sv": `
Lars’ bok, Nisse’s bil och va’ sa’ du.
Det var på ’60-talet, ta’t lugnt.
En 24″ skärm och 10′ rep.`,
	"uk": `
П’ять об'єктів, сім'я, м’яч, комп’ютер, з'їзд.
Прем’єр-міністр і п’єса; об’єднання.
Слов’янськ та Лук'янівка.`,
	"he": `
צה״ל, ארה״ב, מנכ״לית ומו״מ.
צה"ל, ארה"ב וחז"ל דנו בדו"ח.
ג׳ורג׳ וצ׳רצ׳יל ורח׳ הרצל, ג'ון ופרופ' כהן.
ה׳תשע״ח ות״א.`,
	"ja": `
安倍首相は2018年4月17日に「」なしで語った。
5′と6″、32′15″。
〃は同じを表す。 〃 も。
《港》と〈船〉はない。`,
	"ko": `
’18년 4월과 '97년의 일이다.
그는 5′ 6″ 높이다. 《조약》을 읽었다.
60's 음악과 80’s 음악.`,
	"haw": `
ʻO Hawaiʻi koʻu ʻāina, a ʻo Oʻahu kona.
Ka hale o ka mōʻī ma Lānaʻi.`,
	"uz": `
Oʻzbekiston, gʻalaba, togʻ va bogʻ.
O‘zbekiston, g‘alaba, tog‘ va bog‘, ma’no va san’at.
O'zbekiston, g'alaba, tog' va bog', ma'no.`,
	"tr": `
İstanbul’un, Ankara'nın, Türkiye’nin ve Atatürk'ün.
TBMM’nin, AB'ye ve 1923’te, 5'inci.`,
	"pl": `
Chateaubriand’a, Kennedy’ego, Joe’go, Harry'ego.
Lata ’90 i ’80, rok ’68.`,
}

func TestOrdinaryLines(t *testing.T) {
	for language, lines := range ordinary {
		for line := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
			line = strings.ReplaceAll(line, `\uFFFC`, "\uFFFC")
			want := line
			if language == "ja" {
				want = strings.ReplaceAll(line, "「」", "??") // an empty pair is none
			}
			if got := showIn(line, language); got != want {
				t.Errorf("%s: %s: %s", language, line, got)
			}
		}
	}
}
