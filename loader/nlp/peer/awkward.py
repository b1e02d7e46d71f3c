"""Print paragraphs that are hard to split, as a JSON list for fixtures.py."""
import json
import sys

paragraphs = [
    "", " ", "  ", "\n", "\t \n", "a", " a", "a ", "a  b", "a\n\nb", "\u00a0a\u00a0b", "a\u2003b \u3000c", "\r\nline\r\n",
    "Mr. Smith of the U.S. didn't go; he wouldn't've, and they'll say so. It's Dr. No's (i.e. the doctor's) fault, e.g. at 5 p.m. or 5pm.",
    "Visit https://www.example.com/a/b?c=d&e=f#g, http://192.168.0.1:8080/x, http://8.8.8.8/, ftp://files.example.org/pub. or example.co.uk/path!",
    "Mail john.doe+news@example-mail.com or <press@mfa.gov.ua>; see (www.un.org) and \"reuters.com\".",
    "😀 Great 👍🏽news!!! 🇺🇦🇫🇷 :-) ;) :( <3 ^_^ (╯°□°)╯︵┻━┻ ¯\\(ツ)/¯ xD :D",
    "“Glued”quotes,‘single’ones and\"more\"…and'some'(brackets)[here]{there}<tags>.",
    "Wait... what..? No.... Yes…well……then.. end.",
    "well-known state-of-the-art U.S.-led anti-aircraft—system–range 10-20 2019-11-25 12/05/2020 3–4 a--b a---b a——b x~y",
    "$5 US$10m €3.5bn £20 10% 5km 20°C. 20°F 1,000,000 1.5 +3 -4 3+ +380 44 123 No.1 #1 @user ##tag 5m² 10km/h 30mb",
    "他说中文。日本語も、テキスト！한국어 문장입니다.",
    "وقال المتحدث: «نعم»، ثم غادر. שלום, עולם! این یک متن است؛ درست؟",
    "İstanbul ΟΔΥΣΣΕΥΣ Straße ǅungla ﬁne Ⅷ ② ½ x² H₂O e\u0301te\u0301",
    "can't cannot gonna gotta lemme y'all ain't c'mon o'clock 'twas 'em nothin' somethin' 'nuff ol' let's Let's I'd she'd who've",
    "He said:\"I'm here.\"Then left.And nobody,not one,cared.Really?!Yes/No and/or either/or w/o",
    "a.b.c. A.B.C. U.S.A. U.K.'s Ph.D. vs. Inc. Corp. Ltd. Jan. 5th Sept. St. Louis, Mo.",
    "C:\\Windows\\System32 /usr/local/bin foo_bar fooBar FooBar.baz x=y a:b a;b a,b 1,2 1:30 12:30:45 3.14.15",
    "--- *** === ___ ... ,,, ;;; !!! ??? ((())) [[[]]] {{{}}} <<<>>> &&& %%% @@@ ###",
    "word" * 60, "!" * 120, "a." * 40, "-" * 90, "(" * 30 + "x" + ")" * 30, "é" * 100,
    "I am. You are. He is. She was. It were. They've been. We had been being. Do it. Did it. Done. Going to go. Gets got gotten.",
    "\u200bzero\u200bwidth \ufeffbom \u00adsoft\u00adhyphen \u202ertl\u202c \x00nul \x1bescape \x1cfs",
    "The president, who had met his counterpart in Geneva on Tuesday, said the talks that he hoped would end the war were what they had been waiting for.",
    "On which issue did the ministers, whom nobody had expected to agree, finally reach the deal that Reuters reported was about to be signed?",
    "Sanctions, the E.U. said, would hit Rosneft, Gazprom Neft and Transneft; Washington's list -- published Friday -- names 12 people.",
    ":)bar foo:) foo:)bar (foo:-)) a:/b 8) 8-) >:( </3 :'( :') =) (: d: D: v.v. e.g.) (i.e.",
    "10a.m. 10am 10 a.m. 7p.m. 12:30p.m. 5pm. 6am,",
]
paragraphs.append(" ".join(f"On day {i} the minister of country {i % 17} called the envoy." for i in range(1000)))
json.dump(paragraphs, sys.stdout)
