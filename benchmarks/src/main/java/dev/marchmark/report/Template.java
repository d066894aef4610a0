// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Pages of HTML from templates that escape all that they are given, with what may be inline in them. */
final class Template {
    private static final DefaultMustacheFactory TEMPLATES = new DefaultMustacheFactory("dev/marchmark/report/") {
        @Override
        public void encode(String value, Writer writer) {
            // What turns text around, or is not seen, is no markup but misleads all the same.
            super.encode(Format.printable(value), writer);
        }
    };

    private Template() {}

    /** @param shown a record, whose accessors the template sees through reflection */
    static String fill(String template, Record shown) {
        StringWriter page = new StringWriter();
        TEMPLATES.compile(template).execute(page, shown);
        return page.toString();
    }

    /** A text of the jar, beside this class. */
    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A content security policy by which a browser loads nothing, sends nothing, and takes this style and no other.
     *
     * @param script the sources of scripts, such as a {@link #hash}; 'none' for no script
     */
    static String policy(String style, String script) {
        return "default-src 'none'; style-src " + hash(style) + "; script-src " + script
                + "; base-uri 'none'; form-action 'none'";
    }

    /** As a policy names what may be inline (W3C CSP level 3, section 2.3.1). */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
