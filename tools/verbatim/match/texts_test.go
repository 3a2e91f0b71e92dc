package match

// Invented texts of several kinds, for the tables and the property tests.

const conference = `Summit of the Lakes
Transcript

PRESIDENT HARROW: Good morning. (Applause.) We will never close the northern route. The ferries are Japan’s and ours — and they will stay open, whatever happens. (Laughter.) I told my cabinet: “The route is not a bargaining chip.” [3] It is not.

PRIME MINISTER ODA: (As interpreted.) Thank you. We agreed on a non-binding plan of 3.75 percent, and on 10 000 new berths. Trade grew 5% in 2017–18. We would like, if possible, to re-sign the treaty.

We will open two ports. Under no circumstances will we close them. The pilots’ union supports us.

Q: Will you close the route? What about the 6' 2" limit?
PRESIDENT HARROW: No. We will not close it. I expect the talks to go well. She recieved the letter.

Q: And the ferries?

PRIME MINISTER ODA: The ferries are ours. Thank you.
`

const communique = `Joint Communique of the Lake States

Preamble

The ministers met in Alder on 3 May and took stock of their work.

1. We reaffirm our commitment to free, fair and reciprocal trade.¹ We oppose protectionism in all its forms.

2. We agree to reduce tariffs on timber from 12 percent to 9 percent over three years; we will not touch quotas.

3. We welcome the report of the expert group[12] and its proposals on safety, training and the mutual recog-
nition of licenses. The use of force is by no means permitted. The pre-
and post-war treaties remain in force.

4. We agree to:

a. open the northern route to all flags;

b. publish the minutes of each meeting; and

c. meet again in November.

5. We reaffirm our commitment to free, fair and reciprocal trade in services.
`

const article = `Ferries and Friendship

President Ann Harrow met Prime Minister Ken Oda in Alder on Tuesday. She called the meeting “a turning point for the lakes” and promised to keep the route open.

“We will never close it,” she said, “and we will never charge for it.” Mr. Oda was more careful. “The plan is good… but it is a plan,” he told reporters. ‘The leaders’ plan is thin,’ wrote the Alder Post.

The two governments said that the talks were a turning point for trade. Asked about the “ferry tax”, officials declined to comment.
`

const japanese = `共同声明

両首脳は、湖水地方の自由で開かれた航路を維持することを確認した。武力行使を認めないことも確認した。

一、総理は「航路は閉鎖しない」と述べ、拉致問題の早期解決を求めた。
二、両国は２０２５年までに関税を引き下げる。ドナルド・ハロー大統領は、強固
な同盟を称賛した。

記者団に対し、大統領は『最高の友人だ』と語った。フェリーの料金は３.７５％上がる。
`

func conferenceText() *Text {
	t, errs := NewText(conference, Options{Turns: true, Speakers: map[string]string{"PRESIDENT HARROW": "Ann Harrow", "PRIME MINISTER ODA": "Ken Oda"},
		Apparatus: []string{"(Applause.)", "(Laughter.)"}, Language: "en"})
	if errs != nil {
		panic(errs)
	}
	return t
}

func communiqueText() *Text {
	t, _ := NewText(communique, Options{Language: "en"})
	return t
}

func articleText() *Text {
	t, errs := NewText(article, Options{Language: "en", Attributions: []Attribution{
		{"Ann Harrow", "a turning point for the lakes"},
		{"Ann Harrow", "We will never close it"},
		{"Ann Harrow", "and we will never charge for it"},
		{"Ken Oda", "The plan is good… but it is a plan"},
	}})
	if errs != nil {
		panic(errs)
	}
	return t
}

func japaneseText() *Text {
	t, _ := NewText(japanese, Options{Language: "ja"})
	return t
}
