// What a viewer chose of the player (speed, captions), kept on this device once it was chosen and for no
// longer than it differs from what the player does by itself. Only acting pages hold a player.

const NAME = "speler";
let memory = {};

export function choices() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return memory; // No storage here, or nothing that can be read: this page remembers.
  }
}

// An empty value forgets the choice.
export function choose(name, value) {
  const { [name]: _before, ...others } = choices();
  memory = value ? { ...others, [name]: value } : others;
  try {
    if (Object.keys(memory).length) localStorage.setItem(NAME, JSON.stringify(memory));
    else localStorage.removeItem(NAME);
  } catch {
    // Full or forbidden.
  }
}

// A list to choose from that stands as it was left. `use` is called with what is chosen, now and at each
// change; the option marked `selected` in the page is what the player does by itself.
export function attachChoice(select, name, use) {
  const usual = select.value;
  const known = choices()[name];
  if ([...select.options].some(({ value }) => value === known)) select.value = known;
  use(select.value);
  select.addEventListener("change", () => {
    choose(name, select.value === usual ? "" : select.value);
    use(select.value);
  });
}
