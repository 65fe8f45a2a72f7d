"""What a screen reader is given to say: additions to live regions, as the accessibility rules define them."""

from __future__ import annotations

# Runs before the page: every root that is attached is watched, so that nothing is missed from the first word on.
SPOKEN = """
window.spoken = [];
const watch = (root) => new MutationObserver((found) => {
  for (const one of found) {
    const place = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    const region = place && place.closest("[aria-live], [role=status], [role=alert], [role=log]");
    if (!region || region.getAttribute("aria-live") === "off") continue;
    const added = [...one.addedNodes].map((node) => node.textContent.trim()).filter(Boolean).join(" ");
    if (added) window.spoken.push([region.getAttribute("role"), added.replace(/\\s+/g, " ")]);
  }
}).observe(root, { childList: true, subtree: true, characterData: true });
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
  const root = attach.call(this, how);
  watch(root);
  return root;
};
"""
