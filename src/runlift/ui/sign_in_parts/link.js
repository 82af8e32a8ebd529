// Keeps the address somebody came for through the way to the provider of her identity
// and back, which ends at the first page. It stays in this tab of this browser.
const KEY = "runlift.wanted";

export default function ({ data, setTriggerValue }) {
  try {
    if (data.leaves) {
      if (data.is_link) {
        sessionStorage.setItem(KEY, location.pathname + location.search);
      }
      return;
    }
    const wanted = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (wanted) {
      setTriggerValue("wanted", wanted);
    }
  } catch {
    // A browser that keeps nothing: she lands on the first page.
  }
}
