// The browser comes from the machine or from @sparticuz/chromium, so Puppeteer downloads none.
module.exports = { skipDownload: true };
