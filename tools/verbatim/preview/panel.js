// Follows what becomes of the page: hides its seals while that is not known, shows what
// is found, and loads the page again where it is another one now.
(() => {
  const script = document.currentScript;
  const panel = document.getElementById('verbatim-panel');
  const root = document.documentElement;
  let events, shown; // what the panel says
  const follow = () => {
    events = new EventSource('/_verbatim/events?page=' + encodeURIComponent(location.pathname));
    events.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (!news.known) {
        root.dataset.verbatim = 'checking';
      } else if (news.page !== script.dataset.page) {
        root.dataset.verbatim = 'old';
        location.reload();
      } else {
        delete root.dataset.verbatim;
        if (shown !== news.panel) panel.innerHTML = shown = news.panel || '';
      }
    };
    events.onerror = () => {
      root.dataset.verbatim = 'gone';
      const line = document.createElement('p');
      line.textContent = 'The preview has ended: nothing here is proven any more.';
      panel.replaceChildren(line);
      shown = undefined;
    };
  };
  // A page that nobody sees keeps no connection: browsers have few for each host.
  document.addEventListener('visibilitychange', () => {
    events?.close();
    root.dataset.verbatim = 'hidden';
    if (document.visibilityState === 'visible') follow();
  });
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  follow();
})();
