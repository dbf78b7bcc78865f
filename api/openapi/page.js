// Shows the document of the API. Nobody else is asked for anything, and what is typed to sign in is kept nowhere.
"use strict";

SwaggerUIBundle({
  dom_id: "#api",
  url: "../openapi.json",
  validatorUrl: null,
  persistAuthorization: false,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  operationsSorter: "alpha",
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
});
