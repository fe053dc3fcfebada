// What the theme leaves out for screen readers and keyboards: a name for the search, and tables that keys can scroll.
document.querySelectorAll(".md-search").forEach((each) => each.setAttribute("aria-label", "Search"));
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
function name() {
  document.querySelectorAll("pre > code:not([tabindex])").forEach((each) => each.setAttribute("tabindex", "0"));
  document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])").forEach((each) => {
    each.setAttribute("tabindex", "0");
    each.setAttribute("role", "group");
    each.setAttribute("aria-label", "Table");
  });
}
name();
