// Makes tabs of the sections. Without it, all of them are shown one after the other.
'use strict';
const list = document.querySelector('nav');
const tabs = [...list.querySelectorAll('a')];
const sectionOf = (tab) => document.querySelector(tab.hash);

function show(tab) {
  for (const each of tabs) {
    each.setAttribute('aria-selected', String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    sectionOf(each).hidden = each !== tab;
  }
}

/** The tab that an address names, or that has the panel which it names. */
const tabOf = (hash) =>
  tabs.find(
    (tab) => tab.hash === hash || (hash.length > 1 && sectionOf(tab).querySelector(hash)),
  ) ?? tabs[0];

list.setAttribute('role', 'tablist');
for (const tab of tabs) {
  const section = sectionOf(tab);
  tab.id = `tab-${section.id}`;
  tab.setAttribute('role', 'tab');
  tab.setAttribute('aria-controls', section.id);
  section.setAttribute('role', 'tabpanel');
  section.setAttribute('aria-labelledby', tab.id);
  tab.addEventListener('click', (event) => {
    event.preventDefault();
    history.replaceState(null, '', tab.hash);
    show(tab);
  });
}
list.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  show(next);
  next.focus();
});
addEventListener('hashchange', () => show(tabOf(location.hash)));
document.documentElement.classList.add('tabbed');
show(tabOf(location.hash));
