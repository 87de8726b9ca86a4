/** Airbyte keeps this card for the end. */
const LAST = 'advanced';

/** The cards of the form in their order: each of the spec's groups is one. */
export function cards({ groups }) {
  const last = ({ id }) => Number(id === LAST);
  return [...groups].sort((a, b) => last(a) - last(b));
}

/**
 * What is drawn at once, and what is in a section that is closed until it is opened. An object counts as required: its
 * own fields are drawn in the same way inside it.
 */
export function sections({ properties, required = [] }, names) {
  const isShown = (name) => {
    const { type, always_show: always } = properties[name];
    return required.includes(name) || always === true || type === 'object';
  };
  const inOrder = [...names].sort((a, b) => properties[a].order - properties[b].order);
  return {
    shown: inOrder.filter(isShown),
    closed: inOrder.filter((name) => !isShown(name)),
  };
}

/** A card with nothing but a closed section lends it its title. Every other section has this one name. */
export function sectionTitle(card, shown) {
  return card?.title && shown.length === 0 ? card.title : 'Optional fields';
}
