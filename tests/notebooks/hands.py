"""Who uses a page's widgets: a mouse, or a keyboard that comes to a control by Tab; and what the page saw of it."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from playwright.sync_api import Locator, Page

__all__ = ["RECORDER", "Hand", "Hands", "Use"]

Hand: TypeAlias = Literal["mouse", "keyboard"]
Use: TypeAlias = tuple[str, str, str]
"""A control: the name of its widget, its role, its own name."""

RECORDER = """
(() => {
  if (window.voicelabControls) return;
  const controls = window.voicelabControls = {};   // "widget\\nrole\\nname" to the hands that used it
  const all = 'button, input, select, textarea, summary, audio, a[href], [tabindex="0"], [contenteditable="true"]';
  const words = (element) => element.textContent.replace(/\\s+/g, ' ').trim();
  const roles = {BUTTON: 'button', INPUT: 'textbox', SELECT: 'combobox', SUMMARY: 'button'};
  const key = (control) => {
    const widget = control.closest('.vl-card[role="group"]')?.getAttribute('aria-label') ?? '';
    const role = control.getAttribute('role') ?? roles[control.tagName] ?? control.tagName.toLowerCase();
    const name = control.getAttribute('aria-label') || (roles[control.tagName] === 'button' && words(control)) || '';
    return [widget, role, name].join('\\n');
  };
  const within = (target) => {
    const control = target instanceof Element ? target.closest(all) : null;
    return control?.closest('.vl:not(.vl-editor-float)') ? control : null;
  };
  const note = (control, hand) => {
    const hands = controls[key(control)] ??= [];
    if (hand && !hands.includes(hand)) hands.push(hand);
  };
  const scan = () => { for (const control of document.querySelectorAll('.vl:not(.vl-editor-float)')) {
    for (const each of control.querySelectorAll(all)) note(each);
  } };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; scan(); }, 200);
  };
  const begin = () => new MutationObserver(soon).observe(document.documentElement, {subtree: true, childList: true});
  document.documentElement ? begin() : document.addEventListener('readystatechange', begin, {once: true});
  window.voicelabScan = scan;
  const hear = (name, act) => window.addEventListener(name, (event) => {
    const control = within(event.target);
    if (control) act(event, control);
  }, true);
  hear('pointerdown', (event, control) => {
    if (event.isTrusted && control.matches('input, [tabindex="0"], [contenteditable]')) note(control, 'mouse');
  });
  hear('click', (event, control) => { if (event.isTrusted && event.detail > 0) note(control, 'mouse'); });
  // the list of a select is the browser's own, out of a page's reach: choosing from it is all that is seen
  hear('change', (event, control) => { if (!event.isTrusted) note(control, 'mouse'); });
  hear('keydown', (event, control) => {
    const presses = control.matches('button, summary') ? ['Enter', ' '].includes(event.key) : event.key !== 'Tab';
    if (event.isTrusted && presses) note(control, 'keyboard');
  });
})();
"""
"""Run in the page before anything else: keeps which controls the widgets have, and by which hand each was used."""

_REACH = """
(control) => {
  const card = control.closest('.vl-card');
  const tabbable = (each) => each.checkVisibility() && !each.disabled && (each.tabIndex >= 0 || each.isContentEditable);
  const all = [...card.querySelectorAll('button, input, select, summary, [tabindex="0"], [contenteditable="true"]')]
    .filter(tabbable);
  if (!all.includes(control)) throw new Error('Tab does not come to it');
  const now = document.activeElement;
  if (now === control && control.matches(':focus-visible')) return [];
  if (now === control) return ["Tab", "Shift+Tab"];   // a mouse had put the keyboard there
  if (!card.contains(now)) {
    all[0].focus();
    return all[0] === control ? ["Tab", "Shift+Tab"] : ["Tab"];
  }
  return now.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_PRECEDING ? ["Shift+Tab"] : ["Tab"];
}
"""
_ARRIVED = """
(control) => {
  if (document.activeElement !== control) return false;
  const seen = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  if (control.isContentEditable) return true;   // its cursor shows where the keyboard is
  if (!control.matches(':focus-visible') || !seen(control)) throw new Error('nobody sees that the keyboard is there');
  return true;
}
"""


class Hands:
    """Uses controls by either hand. ``first`` is the hand of turn 0; that of turn 1 is the other."""

    def __init__(self, page: Page, first: Hand = "mouse") -> None:
        self.page = page
        self.first = first

    def of(self, turn: int) -> Hand:
        """Whose turn it is."""
        other: Hand = "keyboard" if self.first == "mouse" else "mouse"
        return other if turn % 2 else self.first

    def press(self, control: Locator, turn: int, key: str = "Enter") -> None:
        """Click it, or come to it by Tab and press ``key``."""
        if self.of(turn) == "mouse":
            control.click()
        else:
            self.reach(control)
            self.page.keyboard.press(key)

    def write(self, field: Locator, text: str, turn: int) -> None:
        """Have just ``text`` in a field."""
        if self.of(turn) == "mouse":
            field.click()
        else:
            self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, select: Locator, words: str, turn: int) -> None:
        """Choose an option, by its words."""
        if self.of(turn) == "mouse":
            select.select_option(label=words)
            return
        self.reach(select)
        there, wanted = select.evaluate(
            "(one, words) => [one.selectedIndex, [...one.options].findIndex((each) => each.text === words)]",
            words,
        )
        assert wanted >= 0, f"{select} has no {words}"
        for _ in range(abs(wanted - there)):
            self.page.keyboard.press("ArrowDown" if wanted > there else "ArrowUp")

    def reach(self, control: Locator) -> None:
        """Come to a control by Tab, from where the keyboard is in its widget, or from the widget's first control."""
        control.scroll_into_view_if_needed()
        control.wait_for()
        *once, last = control.evaluate(_REACH) or [""]
        for key in once:
            self.page.keyboard.press(key)
        for _ in range(60):
            if last:
                self.page.keyboard.press(last)
            if control.evaluate(_ARRIVED):
                return
        raise AssertionError(f"Tab never came to {control}")

    def used(self) -> dict[Use, set[str]]:
        """Every control that the widgets of the page had, and the hands that used it."""
        found = self.page.evaluate("() => { window.voicelabScan(); return window.voicelabControls; }")
        together: dict[Use, set[str]] = {}
        for key, hands in found.items():
            widget, role, name = (re.sub(r"\s+", " ", part).strip() for part in key.split("\n"))
            together.setdefault((widget, role, name), set()).update(hands)
        return together
