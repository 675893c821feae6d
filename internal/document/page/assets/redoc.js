// Shows the contract of this server.
Redoc.init("/openapi.json", { scrollYOffset: "nav", hideDownloadButtons: false }, document.getElementById("contract"));
