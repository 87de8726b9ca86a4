/** Airbyte's own words (`order`, `airbyte_secret`, `pattern_descriptor`) in those of the form library. */
export function uiSchema({ properties }) {
  const names = Object.keys(properties).sort((a, b) => properties[a].order - properties[b].order);
  const fields = names.map((name) => [name, field(properties[name])]);
  return { 'ui:order': [...names, '*'], ...Object.fromEntries(fields) };
}

function field(schema) {
  if (schema.type === 'object') return uiSchema(schema);
  if (schema.airbyte_secret) return { 'ui:widget': 'password' };
  if (schema.type === 'array') return { 'ui:widget': 'checkboxes' };
  if (schema.pattern) return { 'ui:widget': 'text' };
  return {};
}

/** A value that does not fit its pattern is answered with the pattern's description. */
export function messages(errors, spec) {
  return errors.flatMap((error) => {
    const schema = at(error.property, spec);
    if (error.name === 'required') return [{ ...error, message: 'Required' }];
    if (!schema?.pattern_descriptor) return [error];
    if (error.name !== 'pattern') return [];
    return [{ ...error, message: `Must look like ${schema.pattern_descriptor}` }];
  });
}

function at(property, spec) {
  const path = property.split('.').filter(Boolean);
  return path.reduce((schema, name) => schema?.properties?.[name], spec);
}
