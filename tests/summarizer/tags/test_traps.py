"""Surfaces that look like a country and mean none, or another one: each trap is a test, with its counterpart."""

import pytest

from summarizer.tags import countries


def named(text, language="en", title=None):
    return {tag.code for tag in countries(text, language=language, title=title)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Georgia: the state or the country
        ("Georgia lawmakers met in Atlanta; the governor and county officials agreed.", {"US"}),
        ("Georgia’s parliament met in Tbilisi; the Caucasus country awaits its budget.", {"GE"}),
        ("Georgia welcomed the decision.", {"GE"}),
        # people
        ("Jordan Whitfield, a plumber, said he was glad. Later Jordan went home.", set()),
        ("Chad Brooks thought it was a prank. Chad said he would keep working.", set()),
        ("India Carter opened the exhibition.", set()),
        ("The film stars Denzel Washington and was shown on Monday.", set()),
        ("Mr. Holland and Mrs. Jordan disagreed.", set()),
        ("A judge heard that Tom Holland and Kate England had left.", set()),
        ("Jordan’s water ministry will ration deliveries in Amman.", {"JO"}),
        ("Chad’s army said it had attacked a camp near N’Djamena.", {"TD"}),
        ("Jordan scored 38 points and grabbed nine rebounds.", set()),
        # animals, food, things
        ("Shoppers will pay more for a turkey this year; frozen turkey stocks are low.", set()),
        ("Turkey prices jumped and turkey farmers complained.", set()),
        ("Turkey raised its interest rate.", {"TR"}),
        ("The lab keeps guinea pigs and sells Brazil nuts and Swiss cheese.", set()),
        ("She collects fine china and bone china cups.", set()),
        ("China raised its tariffs.", {"CN"}),
        ("She painted her nails with nail polish; Polish officials were not asked.", {"PL"}),
        # seas, regions, agreements, papers
        ("A storm crossed the Gulf of Mexico and the Indian Ocean.", set()),
        ("Latin American leaders and South American unions met.", set()),
        ("The Paris Agreement and the Geneva Conventions were cited.", set()),
        ("The Washington Post and The New York Times reported it.", set()),
        ("Lake Chad shrank, and so did the Jordan River.", set()),
        ("The Panama Papers were published.", set()),
        ("A Bermuda Triangle legend.", set()),
        # longer names
        ("New Mexico and New England closed their schools.", {"US"}),
        ("American Samoa held a vote.", {"AS"}),
        ("Samoa held a vote.", {"WS"}),
        ("Gunmen struck in Niger State and the Niger Delta.", {"NG"}),
        ("Niger closed its border.", {"NE"}),
        ("Papua New Guinea closed its border.", {"PG"}),
        ("Equatorial Guinea closed its border.", {"GQ"}),
        ("New South Wales closed its border.", {"AU"}),
        ("South Sudan closed its border.", {"SS"}),
        ("Northern Ireland closed its border.", {"GB"}),
        ("The Dominican government closed its border.", {"DO"}),
        ("Dominica closed its border, a Dominican minister said in Roseau.", {"DM"}),
        ("The British Virgin Islands closed their ports.", {"VG"}),
        # two Congos, two Koreas
        ("Congo’s army entered Goma.", {"CD"}),
        ("Congo’s government met in Brazzaville.", {"CG"}),
        ("Korean shares rose.", {"KR"}),
        ("North Korean shells fell; South Korean guns answered.", {"KP", "KR"}),
        # us and US
        ("They told us it was for us.", set()),
        ("The US said no.", {"US"}),
        ("GIVE IT TO US AND LET US GO HOME", set()),
        ("Let us as a people say so, in no time.", set()),
        # states' bodies, and bodies that are not
        ("Downing Street and the Bundestag objected.", {"GB", "DE"}),
        ("Brussels fined the company.", set()),
        ("Brussels fined the company, Belgian media said.", {"BE"}),
        ("The party congress opened; the National Congress voted.", set()),
        ("Congress passed the bill.", {"US"}),
        # where agencies and writers sit
        ("The minister of Peru resigned, reported Reuters in London.", {"PE"}),
        ("Peru’s minister resigned.\nReporting by Ann Lee in Kyiv; editing by Bob Ray in Berlin", {"PE"}),
        ("The talks in London failed.", {"GB"}),
    ],
)
def test_english(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Una tormenta en el Golfo de México y el océano Índico.", set()),
        ("es", "El Acuerdo de París y la montaña rusa de América Latina.", set()),
        ("es", "República Dominicana cerró la frontera.", {"DO"}),
        ("es", "Guinea Ecuatorial cerró la frontera.", {"GQ"}),
        ("pt", "No Natal, o peru assado é servido.", set()),
        ("pt", "O Peru fechou a fronteira.", {"PE"}),
        ("pt", "A América Latina e o Acordo de Paris.", set()),
        ("fr", "L’Accord de Paris et l’océan Indien.", set()),
        ("fr", "Bruxelles inflige une amende au groupe.", set()),
        ("fr", "Le Niger ferme sa frontière avec le Nigeria.", {"NE", "NG"}),
        ("de", "Das Pariser Abkommen gilt auch in Lateinamerika.", set()),
        ("de", "Niger schließt die Grenze zu Nigeria.", {"NE", "NG"}),
        ("it", "Monaco di Baviera ospita la fiera.", {"DE"}),
        ("it", "Il principato di Monaco ospita la fiera.", {"MC"}),
        ("ru", "Того же мнения придерживаются и другие.", set()),
        ("ru", "Латинская Америка и Индийский океан.", set()),
        ("ru", "Нигерия и Нигер закрыли границу.", {"NE", "NG"}),
        ("uk", "Мінські угоди та Латинська Америка.", set()),
        ("uk", "Вона пішла додому.", set()),
        ("ar", "وقع تقرير مالي في مدينة كبيرة.", set()),
        ("ar", "قال السلطان في مسقط إن عمان مستعدة.", {"OM"}),
        ("ar", "قال الملك الأردني في عمان إنه مستعد.", {"JO"}),
        ("ar", "المحيط الهندي وأمريكا اللاتينية.", set()),
        ("zh", "印度洋与拉丁美洲的气候。", set()),
        ("zh", "几内亚比绍与赤道几内亚建交。", {"GW", "GQ"}),
        ("zh", "南苏丹与苏丹谈判。", {"SS", "SD"}),
        ("hi", "किसान ने एक टन चीनी खरीदी।", set()),
        ("hi", "चीनी सेना ने अभ्यास किया।", {"CN"}),
    ],
)
def test_other_languages(language, text, expected):
    assert named(text, language) == expected


def test_a_headline_in_capitals_throughout_hides_no_country():
    assert named("Peru votes on Sunday.", title="Peru Votes As Chad Looks On") == {"PE", "TD"}


def test_a_person_in_the_body_clears_the_headline():
    body = "Jordan Blake, a plumber from Leeds, won the jackpot. Jordan said he was stunned, in England of all places."
    assert named(body, title="Jordan wins again") == {"GB"}


def test_an_athlete_of_one_name_is_nobody_s_country():
    assert named("Jordan scored 38 points in Chicago.", title="Jordan leads Bulls past visitors") == {"US"}


def test_a_film_star_clears_the_headline():
    body = "Denzel Washington drew cheers in London. The actor told fans that he had trained for months."
    assert named(body, title="Washington steals the show") == {"GB"}


def test_a_person_does_not_hide_the_country_named_with_a_preposition():
    assert "JO" in named("Jordan Blake, an aid worker, was detained in Jordan on Monday.")
