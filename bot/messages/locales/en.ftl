# English. Markup is Telegram HTML; arguments are escaped before they come in.

## Labels

every-day = every day
on-workdays = on weekdays
everything = everything
hours = { $times } { $days } ({ $zone })
untitled = Untitled
reading-time = ⏱ { $minutes } min read
unattributed = <i>speaker not named</i>
voice-statement = 🗣
voice-report = 📰

## Digests and lists

digest-head = 📰 <b>Your digest</b> · { $when }
    { $wishes }
digest-more = … and { $count ->
        [one] one more article
       *[other] { $count } more articles
    }. See /latest.
also-in = Also in: { $outlets }
latest-head = 🗞 <b>{ $count ->
        [one] The latest article
       *[other] The latest { $count } articles
    }</b>
latest-empty = Nothing here yet. Forward me an article, and it will be the first.
latest-none-about = Nothing about { $wishes } yet. /latest shows everything there is.
follow-what = What would you like a daily digest of?
nothing-new = Nothing new for your subscriptions. Next digest: { $when }.
too-many-links = I read the first { $limit } links of a message.

## Articles

quotes-of = ❝ <b>{ $count ->
        [one] One quote
       *[other] { $count } quotes
    }</b> from “{ $title }”
not-by-method = ⏳ <i>Not chosen by { $method }, which would take too long right now. Ask again in a minute.</i>
no-summary = <i>No sentence here makes sense on its own, so there is no summary.</i>
no-quotes = No direct quotes in “{ $title }”.
tags-head = 🏷 <b>Why these tags?</b> · “{ $title }”
tags-none = I could not tell what this is about.
tag-name = <b>{ $tag }</b>
tag-because = because: <i>{ $words }</i>
salience-primary = primary
salience-secondary = secondary
salience-passing = in passing
tags-more-in-passing = … and { $count } more in passing
tag-added-here = ✍️ added here
tag-added-by-sender = ✍️ added by the sender
tag-removed-here = ✖ { $tag } · removed here
tag-removed-by-sender = ✖ { $tag } · removed by the sender
tags-correct-for-all = Wrong? Tap ✖. Missing? Tap ➕, or reply with its name. It came from this chat first, so your corrections count for everybody.
tags-correct-here = Wrong? Tap ✖. Missing? Tap ➕, or reply with its name. Your corrections count in this chat.
tags-add = What is missing? Tap it, or reply to this message with the name of a topic or country.
unknown-tag-near = I know no topic or country called “{ $text }”. Did you mean one of these?
corrected-for-all = Corrected for everybody.
corrected-here = Corrected for this chat.
now-private = Only this chat sees it now.
now-shared = Shared with everybody's digests.

## Subscriptions

subscribe-how = What should your digest be about? Tap one, or type it:
    <code>/subscribe Venezuela, defence 07:30 weekdays</code>
    <code>/subscribe Latin America, energy 18:00</code>
    <code>/subscribe everything 18:00</code>
subscribed = 🔔 Subscribed: <b>{ $wishes }</b>
subscribed-already = 🔔 You already have this one: <b>{ $wishes }</b>
next-digest = { $hours }
    Next digest: <b>{ $when }</b>
next-digest-only = Next digest: <b>{ $when }</b>
zone-not-chosen = Times are in { $zone } until you tell me yours: /timezone
subscriptions-head = 🔔 <b>Your subscriptions</b>
subscription-line = <b>{ $wishes }</b>
    { $hours }
    Next: { $when }
no-subscriptions = No subscriptions yet. Choose a topic, a country or a region and I'll send you a daily digest.
unsubscribed = 🔕 No more digests about { $wishes }.
unsubscribed-from = 🔕 No more { $gone }. This digest goes on: <b>{ $wishes }</b>

already-ended = That digest has ended already.

## The chat itself

welcome = 👋 <b>I clip the news for you.</b>

    Send me an article — paste it, forward it, share a link or drop a file — and I answer with a short summary and the key quotes, word for word, with who said them.

    Tell me what to follow and I send you a digest at your hour:
    <code>/subscribe Venezuela, defence 08:00</code>

    /latest shows what came in, /help everything I can do.
help = <b>Send me</b> an article as text, a forward, a link, or a .txt or .html file. Everything I show is word for word from the article.
    Before a sentence, 🗣 means that somebody said so, 📰 that another outlet did; without either it is the article's own word.
    🏷 Tags tells which words made me think so, and lets you correct it: for everybody if the article came from this chat first, else for this chat. In groups that is for who sent it and for administrators.
zone-which = What time is it for you? (Now: { $zone })
    Tap it, or type a place: <code>/timezone Caracas</code>
zone-set = 🕗 Times are in { $zone } now; it is { $when } there.
settings = ⚙️ <b>Settings</b>
    Summary: { $count ->
        [one] one sentence
       *[other] { $count } sentences
    } · Time zone: { $zone }
methods = ✂️ <b>How sentences are chosen</b>
    Each way picks whole sentences of the article, word for word.
method-line = <b>{ $name }</b> — { $about }
method-editor = Editor
method-editor-about = Clipping's own: the news, in sentences that stand alone (recommended)
method-lead = First sentences
method-lead-about = how the article begins
method-lexrank = LexRank
method-lexrank-about = what the article keeps coming back to
method-textrank = TextRank
method-textrank-about = sentences that share most words with the others
method-lsa = LSA
method-lsa-about = one sentence for each of the main themes
method-luhn = Luhn
method-luhn-about = where the article's frequent words stand close together
method-edmundson = Edmundson
method-edmundson-about = the headline's words, telling phrases and good places
method-sumbasic = SumBasic
method-sumbasic-about = the most frequent words, each counted once
method-reduction = Reduction
method-reduction-about = sentences most like all the others
settings-shared = Articles sent here may appear in other people's digests, without your name.
settings-private = Articles sent here stay here.
privacy = 🔒 <b>What I keep</b>
    • the articles you send, with their summary, quotes and tags
    • your corrections of tags
    • this chat's id, language, time zone and subscriptions
    • which digest went where, so that none repeats

    Articles are shared with other readers' digests without your name, unless you mark one 🔒 private or choose so in /settings. Nothing leaves this server except my messages to Telegram and my visits to the pages you link. Log files hold no article text and no names.

    /forget deletes everything this chat owns.
forget-sure = Delete everything I keep for this chat: its articles, subscriptions and settings? This cannot be undone.
forgotten = 🗑 Done. Everything of this chat is deleted. Send me an article any time to start again.
kept = Nothing was deleted.

## Buttons

button-shorter = ➖ Shorter
button-longer = ➕ Longer
button-quotes = ❝ All quotes ({ $count })
button-follow = 🔔 Subscribe…
button-is-private = 🔒 Private — tap to share
button-is-shared = 🌐 Shared — tap to keep private
button-tags = 🏷 Tags
button-tag-remove = ✖ { $tag }
button-tag-back = ↩ { $tag }
button-tag-add = ➕ Add a tag…
button-tags-back = ‹ Tags
button-topics = Topics ›
button-countries = Countries ›
button-regions = Regions ›
button-zone = 🕗 Time zone
button-unsubscribe = 🔕 Unsubscribe
button-subscribe-more = ➕ Add another
button-subscriptions = 🔔 Subscriptions
button-shared-default = 🌐 New articles: shared
button-private-default = 🔒 New articles: private
button-method = ✂️ Method: { $method }
button-method-operators = As set by the operator: { $method }
button-settings = ‹ Settings
button-forget = 🗑 Yes, delete everything
button-keep = No, keep it

## Commands

command-start = what I do and how to begin
command-help = everything I can do
command-summarize = summarise a text, a link or the message you reply to
command-quotes = all quotes of the last or the replied article
command-latest = the latest articles, of a topic, country or region if you like
command-subscribe = get a digest of topics, countries and regions at your hour
command-subscriptions = your digests and when they come
command-unsubscribe = end a digest
command-timezone = set your time zone
command-digest = what is new for you, now
command-settings = summary length and method, privacy, time zone
command-privacy = what I keep and who sees it
command-forget = delete everything I keep for this chat

## What can go wrong, and what to do then

error-empty = There is nothing to read in that. Paste the article's text, or send its link.
error-not-text = I found no words in that, only symbols. Paste the article's text, or send its link.
error-too-short = That's only { $words ->
        [one] one word
       *[other] { $words } words
    } — too short to summarise. Send the whole article, or its link.
error-too-long = That's too long for me: { NUMBER($characters) } of at most { NUMBER($limit) }. Send one article at a time.
error-binary-file = “{ $name }” isn't text I can read. I take .txt, .md and .html files.
error-unsupported-file = I can't read “{ $name }” yet. I take .txt, .md and .html files; or paste its text.
error-file-too-big = “{ $name }” is larger than 20 MB, more than Telegram lets me fetch. Send a smaller file, or paste the text.
error-bad-link = “{ $url }” is not a web address I can open. Send one that starts with https://.
error-private-address = { $host } is not on the public internet, so I don't open it. Paste the article's text instead.
error-dead-link = I could not reach { $host }. Check the link, or paste the article's text.
error-link-status = { $host } answered with an error ({ $status }). The page may be gone or closed to me; paste its text instead.
error-link-too-big = The page at { $host } is too large to read. Paste the article's text instead.
error-link-not-article = I found no article at { $host }. If there is one, paste its text.
error-busy = I have a lot to read right now. Please try again in a minute.
error-nothing-to-summarize = Write a text or link behind /summarize, or use it as a reply to a message with an article.
error-not-readable = I read text, links and .txt or .html files; this message has none. Send me the article's text.
error-not-an-article-of-mine = I know no article in that message. Reply to an article or to my summary of one.
error-no-article-yet = No article here yet. Send me one first.
error-stale-article = That article is not here any more. Send it again and I'll read it anew.
error-stale-button = That button is from an older message and no longer works. /help shows what I can do.
error-not-your-button = This button belongs to somebody else. Send me your own message to get yours.
error-admins-only = In a group only administrators can change that.
error-unknown-command = I don't know { $command }. /help shows everything I can do.
error-unknown-topic = I know no topic, country or region called “{ $text }”. /subscribe alone shows some to choose from.
error-unknown-topic-near = I know no topic, country or region called “{ $text }”. Did you mean: { $suggestion }?
error-unknown-tag = I know no topic or country called “{ $text }”. ➕ shows the topics there are.
error-region-is-no-tag = { $name } is a region, and articles have countries. Reply with the countries it is about.
error-not-your-tags = In a group only who sent the article and administrators can correct its tags.
error-too-many-corrections = That is more than { $limit } corrections of one article. Undo one first.
error-bad-time = “{ $text }” is not a time I understand. Write it like 07:30 or 7pm.
error-bad-days = “{ $text }” are no days I understand. Write weekdays, weekends or mon,wed,fri.
error-unknown-zone = I know no single time zone called “{ $text }”. Name a city in it, or tap one: /timezone
error-unknown-zone-near = I know no time zone called “{ $text }”. Did you mean { $suggestion }?
error-subscribe-to-what = What should the digest be about? For example: /subscribe Venezuela, defence 07:30
error-unknown-subscription = I know no topic, country or region called “{ $text }”. /subscriptions shows what you have, each with a way out.
error-not-subscribed = You have no digest about that. /subscriptions shows what you have.
error-no-subscription-yet = You follow nothing yet. /subscribe to a topic or country first.
error-too-many-subscriptions = You have { $limit } digests, the most a chat can have. /unsubscribe from one first.
error-ours = Sorry, something went wrong on my side. It is noted; please try again.
