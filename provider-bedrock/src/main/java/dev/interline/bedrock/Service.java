package dev.interline.bedrock;

/** The two services through which Bedrock answers: "Endpoints supported by Amazon Bedrock", AWS user guide. */
enum Service {
    /** Converse, Invoke, and the routes in the shape of OpenAI's and Anthropic's. */
    RUNTIME("bedrock-runtime", "bedrock"),
    /** The routes in the shape of OpenAI's and Anthropic's alone, with models that the other has not. */
    MANTLE("bedrock-mantle", "bedrock-mantle");

    /** How its hosts begin. */
    final String host;
    /** What signatures are made for. */
    final String signingName;

    Service(String host, String signingName) {
        this.host = host;
        this.signingName = signingName;
    }
}
