/** So many ordinary fictional numbers, each another. */
export function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const area = 201 + Math.floor(index / 50);
    return `1${area}55501${50 + (index % 50)}`;
  });
}
