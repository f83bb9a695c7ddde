"""Text becomes words. Row proved: 'digits "12345" read as one number, "1 2 3" digit by digit'."""

import gc
from time import process_time

import pytest

from voicelab.speech.letters import SPELL
from voicelab.speech.normalise import expand, say_as


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12345", "twelve thousand three hundred forty-five"),
        ("1 2 3", "one two three"),
        ("1234", "one thousand two hundred thirty-four"),
        ("007", "zero zero seven"),
        ("3.14", "three point one four"),
        ("-5", "minus five"),
        ("1,000,001", "one million one"),
        ("415 555 0123", "four one five, five five five, zero one two three"),
        ("+14155550123", "plus one, four one five, five five five, zero one two three"),
        ("(415) 555-0123.", "four one five, five five five, zero one two three."),
        ("123-45-6789", "one two three, four five, six seven eight nine"),
        ("dial 911", "dial nine one one"),
        ("$1,234.56", "one thousand two hundred thirty-four dollars and fifty-six cents"),
        ("$1.01", "one dollar and one cent"),
        ("$3.5 million", "three point five million dollars"),
        ("£0.50", "fifty pence"),
        ("5%", "five percent"),
        ("72°F", "seventy-two degrees Fahrenheit"),
        ("5kg", "five kilograms"),
        ("1 km", "one kilometer"),
        ("10:00", "ten o'clock"),
        ("17:05", "seventeen oh five"),
        ("03/04/2025", "March fourth, twenty twenty-five"),
        ("2024-12-25", "December twenty-fifth, twenty twenty-four"),
        ("March 5, 2005", "March fifth, two thousand five"),
        ("5 May", "the fifth of May"),
        ("in 1984", "in nineteen eighty-four"),
        ("the 1990s", "the nineteen nineties"),
        ("21st", "twenty-first"),
        ("2 1/2 cups", "two and a half cups"),
        ("9-5", "nine to five"),
        ("24/7", "twenty-four seven"),
        ("Dr. Smith lives on Main St.", "Doctor Smith lives on Main Street."),
        ("St. Louis", "Saint Louis"),
        ("No. 5", "number five"),
        ("He said no.", "He said no."),
        ("Press # or *.", "Press pound or star."),
        ("joe@example.com", "joe at example dot com"),
        ("https://example.com/a", "example dot com slash a"),
        ("PLEASE HOLD", "PLEASE HOLD"),
        ("this & that", "this and that"),
        ("A plan", "A plan"),
    ],
)
def test_figures_and_signs_are_words(text: str, words: str) -> None:
    assert expand(text, "en-US") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A B C.", "~A ~B ~C."),
        ("plan A", "plan ~A"),
        ("AT&T", "~A ~T and ~T"),
        ("IVR", "~I ~V ~R"),
        ("10:30 pm", "ten thirty ~P ~M"),
        ("A1B2", "~A one ~B two"),
        ("NASA", "Nasa"),
    ],
)
def test_letters_are_marked_to_be_said_by_name(text: str, words: str) -> None:
    assert expand(text, "en-US").replace(SPELL, "~") == words


def test_the_country_orders_the_date() -> None:
    assert expand("03/04/2025", "en-GB") == "April third, twenty twenty-five"


@pytest.mark.proves("SsmlSayAs", "interpret-as", "format")
@pytest.mark.parametrize(
    ("kind", "form", "text", "words"),
    [
        ("characters", "", "AB-1", "~A ~B dash one"),
        ("spell-out", "", "hi", "~H ~I"),
        ("cardinal", "", "12345", "twelve thousand three hundred forty-five"),
        ("number", "", "-3.5", "minus three point five"),
        ("ordinal", "", "3", "third"),
        ("digits", "", "12345", "one two three four five"),
        ("fraction", "", "2/9", "two ninths"),
        ("fraction", "", "3+1/2", "three and a half"),
        ("unit", "", "5ft", "five feet"),
        ("date", "mdy", "12/25/2024", "December twenty-fifth, twenty twenty-four"),
        ("date", "dmy", "3.4.2025", "April third, twenty twenty-five"),
        ("date", "ymd", "2025/4/3", "April third, twenty twenty-five"),
        ("date", "md", "9/22", "September twenty-second"),
        ("date", "dm", "22/9", "September twenty-second"),
        ("date", "ym", "2024/9", "September twenty twenty-four"),
        ("date", "my", "9/2024", "September twenty twenty-four"),
        ("date", "d", "22", "the twenty-second"),
        ("date", "m", "9", "September"),
        ("date", "y", "1999", "nineteen ninety-nine"),
        ("date", "yyyymmdd", "????0922", "September twenty-second"),
        ("time", "", "1'21\"", "one minute and twenty-one seconds"),
        ("time", "", "2:30pm", "two thirty ~P ~M"),
        ("address", "", "123 Main St", "one twenty-three Main Street"),
        ("telephone", "", "4155550123", "four one five, five five five, zero one two three"),
    ],
)
def test_say_as_reads_by_its_kind(kind: str, form: str, text: str, words: str) -> None:
    """'say-as@interpret-as(characters,spell-out,cardinal,number,ordinal,digits,fraction,unit,date,time,address,
    expletive,telephone)@format(mdy,dmy,ymd,md,dm,ym,my,d,m,y,yyyymmdd)'.
    """
    read, remark = say_as(kind, form, text, "en-US")
    assert read.replace(SPELL, "~") == words
    assert remark == ""


@pytest.mark.parametrize(
    ("kind", "text"), [("cardinal", "abc"), ("ordinal", "x"), ("digits", "none"), ("unit", "5")]
)
def test_say_as_of_what_it_is_not_is_read_plainly_with_a_remark(kind: str, text: str) -> None:
    read, remark = say_as(kind, "", text, "en-US")
    assert read == expand(text, "en-US")
    assert kind in remark


def test_a_language_without_a_table_keeps_its_text() -> None:
    assert expand("Il y a 3 minutes", "fr-FR") == "Il y a 3 minutes"


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "A.", "a.b", "1-", "+1 ", "A ", "&", "@", "a@", "http://", "/1", "(1", "x1", ".", "AB", "w-", "aa.com",
     "12:", "1.1", "$", "1st", "Jan ", "call ", "%"],
)  # fmt: skip
def test_hostile_repetition_costs_time_in_proportion(unit: str) -> None:
    """4096 characters, the most a Say may hold, are read in well under a tenth of a second of processor."""
    text = (unit * 4096)[:4096]
    gc.collect()
    before = process_time()
    expand.__wrapped__(text, "en-US")
    assert process_time() - before < 0.25
