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
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * HTML that needs nothing else. Results may come from anywhere, so templates escape all that they are given, and a page's
 * own policy lets a browser load nothing, and use only the style and the script whose hashes it names.
 */
final class Template {
    private static final String FOLDER = "dev/marchmark/report/";

    private static final DefaultMustacheFactory TEMPLATES = new DefaultMustacheFactory(FOLDER) {
        @Override
        public void encode(String value, Writer writer) {
            // What turns text around, or is not seen, is no markup but misleads all the same.
            super.encode(Format.printable(value), writer);
        }
    };

    private Template() {}

    /** @param page a record, which the template sees through reflection */
    static String fill(String template, Record page) {
        StringWriter text = new StringWriter();
        TEMPLATES.compile(template).execute(text, page);
        return text.toString();
    }

    /** A text that lies beside the templates. */
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
     * A content security policy.
     *
     * @param style that is inline
     * @param script that is inline, too; null for none
     */
    static String policy(String style, @Nullable String script) {
        return "default-src 'none'; style-src '" + source(style) + "'"
                + "; script-src '" + (script == null ? "none" : source(script)) + "'"
                + "; base-uri 'none'; form-action 'none'";
    }

    /** As a policy names what may be inline (W3C CSP level 3, section 2.3.1). */
    private static String source(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(sha256(text));
    }

    /** In hexadecimal, as {@code sha256sum} prints it. */
    static String hash(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
