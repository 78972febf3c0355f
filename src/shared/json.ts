/** Whether a text is JSON: masked JSON may no longer be any. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
