/** A display name as lists and details may show it: its first character only (`王**`, `J***`); empty stays absent. */
export function maskName(name: string | undefined): string | null {
  const characters = [...(name ?? '').trim()];
  if (characters.length === 0) return null;
  return `${characters[0]!}${'*'.repeat(Math.min(Math.max(characters.length - 1, 1), 3))}`;
}
