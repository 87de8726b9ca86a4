// What runs in the browser: Airbyte's spec, drawn by react-jsonschema-form.
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import Form from '@rjsf/core';
import validator from '@rjsf/validator-ajv8';
import { messages, uiSchema } from './spec-to-form.js';

const { spec } = window;
const { groups } = spec;

/** A card for each of Airbyte's groups; the last one needs no title. */
function Cards({ properties }) {
  return groups.map(({ id, title }) => {
    const fields = properties.filter(({ name }) => spec.properties[name].group === id);
    const heading = title && h('h2', null, title);
    return h(
      'section',
      { key: id },
      heading,
      fields.map(({ content }) => content),
    );
  });
}

/** Optional objects are closed until somebody opens them, as in Airbyte. */
function Section({ title, description, properties, fieldPathId }) {
  const fields = properties.map(({ content }) => content);
  const summary = h('summary', null, title);
  return h('details', { id: fieldPathId.$id }, summary, h('p', null, description), fields);
}

/** The form itself is the outermost object. */
function ObjectField(props) {
  return h(props.schema.title === spec.title ? Cards : Section, props);
}

const form = h(
  Form,
  {
    schema: spec,
    uiSchema: uiSchema(spec),
    validator,
    noHtml5Validate: true,
    showErrorList: false,
    templates: { ObjectFieldTemplate: ObjectField },
    transformErrors: (errors) => messages(errors, spec),
    onSubmit: ({ formData }) => {
      window.submitted = formData;
    },
  },
  h('button', { type: 'submit' }, 'Set up source'),
);
createRoot(document.getElementById('form')).render(form);
