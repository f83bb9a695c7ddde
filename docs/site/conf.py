"""Sphinx's settings for the documentation site; ``docs/build.py`` builds it."""

from voicelab import __version__

project = "VoiceLab"
author = project_copyright = "the VoiceLab authors"
release = version = __version__
html_title = f"VoiceLab {__version__}"

extensions = ["myst_nb"]
exclude_patterns = ["README.md", "conf.py"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
myst_heading_anchors = 3
nb_execution_mode = "off"
nitpicky = True
smartquotes = False  # --port is two dashes

html_theme = "furo"
html_show_sphinx = False
html_copy_source = html_show_sourcelink = False
html_static_path = ["site-static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
html_theme_options = {
    "footer_icons": [],
    "light_css_variables": {
        "color-brand-primary": "#b3261e",
        "color-brand-content": "#8f1d17",
    },
    "dark_css_variables": {
        "color-brand-primary": "#ff8a80",
        "color-brand-content": "#ffab9f",
    },
}
