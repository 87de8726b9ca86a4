/** The same JSON with line breaks and blanks between its tokens. Strings and numbers keep their spelling. */
export function spaced(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gsu, (token) => {
    if (token.startsWith('"')) return token;
    return token === ':' ? ' : ' : token === '}' || token === ']' ? `\n${token}` : `${token}\r\n  `;
  });
}
