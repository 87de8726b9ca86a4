// What runs in the browser: Airbyte's spec, drawn by react-jsonschema-form.
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import Form from '@rjsf/core';
import validator from '@rjsf/validator-ajv8';
import { messages, uiSchema } from './spec-to-form.js';

const { spec } = window;

/** Optional objects are closed until somebody opens them, as in Airbyte. */
function Section({ title, description, properties, schema }) {
  const fields = properties.map(({ content }) => content);
  if (schema === spec || schema.title === spec.title) return h('div', null, fields);
  return h('details', null, h('summary', null, title), h('p', null, description), fields);
}

const form = h(
  Form,
  {
    schema: spec,
    uiSchema: uiSchema(spec),
    validator,
    noHtml5Validate: true,
    showErrorList: false,
    templates: { ObjectFieldTemplate: Section },
    transformErrors: (errors) => messages(errors, spec),
    onSubmit: ({ formData }) => {
      window.submitted = formData;
    },
  },
  h('button', { type: 'submit' }, 'Set up source'),
);
createRoot(document.getElementById('form')).render(form);
