# English. Markup is Telegram HTML; arguments are escaped before they come in.

## Labels

every-day = every day
on-workdays = on weekdays
everything = everything
hours = { $times } { $days } ({ $zone })
untitled = Untitled
reading-time = ⏱ { $minutes } min read
unattributed = <i>speaker not named</i>

## Digests and lists

digest-head = 📰 <b>Your digest</b> · { $when }
    { $wishes }
digest-more = … and { $count ->
        [one] one more article
       *[other] { $count } more articles
    }. See /latest.
also-in = Also in: { $outlets }
