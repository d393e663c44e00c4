package dev.interline.testkit;

import java.nio.charset.StandardCharsets;

/** A fixed answer, sent as it is whatever was asked. */
record Reply(int status, String contentType, byte[] body) implements Act {

    static Reply html(int status) {
        String page = "<!DOCTYPE html>\n<html><head><title>" + status + "</title></head>\n" + "<body><center><h1>"
                + status + "</h1></center><hr><center>gateway</center></body></html>\n";
        return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }
}
