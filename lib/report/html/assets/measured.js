/** Saves the samples that the page is made from. The page is complete without it. */
(() => {
  for (const button of document.querySelectorAll('button[data-raw]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const text = document.getElementById(button.dataset.raw).textContent;
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = button.dataset.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    });
  }
})();
