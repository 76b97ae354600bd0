/** A binary heap of numbered items: gives the lightest first, among equals the lowest number. O(log n) an act. */
export class LightestFirst {
  readonly #heap: (readonly [weight: number, item: number])[] = [];

  push(weight: number, item: number): void {
    const heap = this.#heap;
    let at = heap.push([weight, item]) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): readonly [weight: number, item: number] | undefined {
    const heap = this.#heap;
    const lightest = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return lightest;
    heap[0] = last;
    for (let at = 0; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#before(child, first)) first = child;
      }
      if (first === at) return lightest;
      this.#swap(at, first);
      at = first;
    }
  }

  #before(a: number, b: number): boolean {
    const [[weightA, itemA], [weightB, itemB]] = [this.#heap[a]!, this.#heap[b]!];
    return weightA < weightB || (weightA === weightB && itemA < itemB);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
