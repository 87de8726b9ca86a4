// What runs in the browser: the connector's spec, by the rules of Airbyte's own form, drawn by react-jsonschema-form.
import { createElement as h, Fragment } from 'react';
import { createRoot } from 'react-dom/client';
import Form from '@rjsf/core';
import validator from '@rjsf/validator-ajv8';
import { cards, sections, sectionTitle } from './sections.js';
import { messages, uiSchema } from './spec-to-form.js';

const { spec } = window;

/** The fields of one card, or of an object inside it. Neither title nor description of an object is drawn. */
function Fields({ schema, properties, card }) {
  const contents = Object.fromEntries(properties.map(({ name, content }) => [name, content]));
  const { shown, closed } = sections(schema, Object.keys(contents));
  const title = sectionTitle(card, shown);
  return h(
    Fragment,
    null,
    card?.title && card.title !== title && h('h2', null, card.title),
    shown.map((name) => contents[name]),
    closed.length > 0 &&
      h(
        'details',
        null,
        h('summary', null, title),
        closed.map((name) => contents[name]),
      ),
  );
}

function Cards({ schema, properties }) {
  return cards(spec).map((card) => {
    const own = properties.filter(({ name }) => spec.properties[name].group === card.id);
    return h('section', { key: card.id }, h(Fields, { schema, properties: own, card }));
  });
}

/** The form itself is the outermost object. */
function ObjectField(props) {
  return h(props.schema.title === spec.title ? Cards : Fields, {
    schema: props.schema,
    properties: props.properties,
  });
}

/** A description is a tooltip, and may hold links. */
function Tooltip({ description }) {
  if (!description) return null;
  const text = { dangerouslySetInnerHTML: { __html: description } };
  return h('span', { className: 'info' }, 'i', h('span', { role: 'tooltip', ...text }));
}

function Field({ id, label, required, schema, errors, children }) {
  if (schema.type === 'object') return children;
  const isSwitch = schema.type === 'boolean';
  const name = h(schema.type === 'array' ? 'b' : 'label', { htmlFor: id }, label);
  const head = [
    !isSwitch && name,
    h(Tooltip, { description: schema.description }),
    !isSwitch && !required && h('small', null, 'Optional'),
    schema.pattern_descriptor && h('small', { className: 'format' }, schema.pattern_descriptor),
  ];
  const drawn = isSwitch ? [children, ...head] : [h('div', null, ...head), children];
  return h('div', { className: isSwitch ? 'field switch' : 'field' }, ...drawn, errors);
}

/** Airbyte's own first card. */
function NameCard() {
  const label = h('label', { htmlFor: 'name' }, 'Source name');
  return h(
    'section',
    { id: 'name-card' },
    label,
    h('input', { id: 'name', defaultValue: 'Navan' }),
  );
}

const form = h(
  Form,
  {
    schema: spec,
    uiSchema: uiSchema(spec),
    validator,
    noHtml5Validate: true,
    showErrorList: false,
    // Airbyte stores every default, and no list that was not touched.
    experimental_defaultFormStateBehavior: { arrayMinItems: { populate: 'requiredOnly' } },
    templates: {
      ObjectFieldTemplate: ObjectField,
      FieldTemplate: Field,
      DescriptionFieldTemplate: () => null,
    },
    transformErrors: (errors) => messages(errors, spec),
    onSubmit: ({ formData }) => {
      window.submitted = formData;
    },
  },
  h('button', { type: 'submit' }, 'Set up source'),
);
createRoot(document.getElementById('form')).render(h(Fragment, null, h(NameCard), form));
