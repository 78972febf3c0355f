import type { Header } from './header';
import type { Layout } from './layout';

/** What a pointer does to columns, by the place where they are shown. */
export interface HeaderActions {
  sort(place: number, isFurther: boolean): void;
  openMenu(place: number): void;
  clearFilter(place: number): void;
  resize(place: number, width: number): void;
  fit(place: number): void;
  move(from: number, to: number): void;
}

/** A pointer that moved no farther than this has clicked. */
const slack = 4;
/** Near an edge, a dragged column scrolls what is behind it. */
const edge = 32;

/** Headers by pointer: a click sorts, a drag moves, the grip resizes, and a double-click on it fits. */
export function listenToPointer(header: Header, view: HTMLElement, layout: Layout, actions: HeaderActions): void {
  const { row } = header;
  row.addEventListener('dblclick', (event) => {
    // The row has captured the pointer: it is the event's target.
    const grip = document.elementFromPoint(event.clientX, event.clientY);
    const place = header.placeOf(grip);
    if (place !== undefined && grip?.matches('.casebook-grip')) actions.fit(place);
  });
  row.addEventListener('contextmenu', (event) => {
    const place = header.placeOf(event.target);
    if (place === undefined) return;
    event.preventDefault();
    actions.openMenu(place);
  });
  row.addEventListener('pointerdown', (event) => {
    const place = header.placeOf(event.target);
    if (place === undefined || event.button !== 0) return;
    event.preventDefault();
    if (isOn(event, '.casebook-more')) actions.openMenu(place);
    else if (isOn(event, '.casebook-clear')) actions.clearFilter(place);
    else if (isOn(event, '.casebook-grip')) resize(event, place);
    else moveOrSort(event, place);
  });

  const resize = (down: PointerEvent, place: number): void => {
    const width = layout.width(place);
    follow(down, (event) => actions.resize(place, width + event.clientX - down.clientX));
  };

  const moveOrSort = (down: PointerEvent, from: number): void => {
    const cell = header.cellAt(from);
    const marker = document.createElement('div');
    marker.className = 'casebook-drop';
    let to: number | undefined;
    follow(
      down,
      (event) => {
        if (to === undefined && Math.abs(event.clientX - down.clientX) < slack) return;
        const { left, right } = view.getBoundingClientRect();
        view.scrollLeft += event.clientX > right - edge ? edge : event.clientX < left + edge + gutterOf(header) ? -edge : 0;
        to = layout.placeAt(event.clientX - left - gutterOf(header), view.scrollLeft);
        cell?.classList.add('casebook-dragged');
        const end = layout.start(to) + (to > from ? layout.width(to) : 0);
        marker.style.left = `calc(var(--casebook-gutter) + ${end + (to < layout.pinned ? view.scrollLeft : 0)}px)`;
        row.append(marker);
      },
      (isDone) => {
        marker.remove();
        cell?.classList.remove('casebook-dragged');
        if (!isDone) return;
        if (to === undefined) actions.sort(from, down.shiftKey);
        else if (to !== from) actions.move(from, to);
      },
    );
  };

  const follow = (down: PointerEvent, onMove: (event: PointerEvent) => void, onEnd: (isDone: boolean) => void = () => undefined): void => {
    const stop = new AbortController();
    const end = (isDone: boolean) => (): void => {
      stop.abort();
      onEnd(isDone);
    };
    row.setPointerCapture(down.pointerId);
    row.addEventListener('pointermove', onMove, stop);
    row.addEventListener('pointerup', end(true), stop);
    row.addEventListener('pointercancel', end(false), stop);
  };
}

const isOn = (event: Event, selector: string): boolean => event.target instanceof Element && event.target.closest(selector) !== null;
const gutterOf = ({ row }: Header): number => row.firstElementChild?.getBoundingClientRect().width ?? 0;
