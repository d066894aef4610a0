// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Chromium, headless and without network. What a reader would click, a script does in a copy without the policy. */
public final class Browser {
    private static final Pattern SAID = Pattern.compile("<pre id=\"said\">(.*?)</pre>", Pattern.DOTALL);
    private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page\\b");

    private final Path folder;

    /** @param folder for its files */
    public Browser(Path folder) {
        this.folder = folder;
    }

    static List<String> dark(boolean dark) {
        return dark ? List.of("--force-dark-mode", "--blink-settings=preferredColorScheme=0") : List.of();
    }

    /** What a script of ours says, by {@code say(text)}, in the page. */
    List<String> does(String page, String script, List<String> options) throws Exception {
        String freed = page.replaceFirst("<meta http-equiv=[^>]*>", "")
                .replace(
                        "</body>",
                        "<pre id=\"said\"></pre><script>const say = (text) => said.textContent += text + \"\\n\";\n"
                                + script.replace("</script", "<\\/script") + "</script></body>");
        Matcher matcher = SAID.matcher(dump(freed, options));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).lines().toList();
    }

    /** The same of a script to which the page is {@code shown}, a document in a frame of that width. */
    List<String> doesInFrame(String page, int width, String script, List<String> options) throws Exception {
        String source = page.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return does(
                "<!doctype html><body><iframe style=\"border:0;width:" + width + "px;height:900px\" srcdoc=\"" + source
                        + "\"></iframe></body>",
                "const frame = document.querySelector('iframe');\nconst run = () => { const shown = frame.contentDocument;\n"
                        + script
                        + "};\nif (frame.contentDocument.querySelector('main') && frame.contentDocument.readyState === 'complete') run();"
                        + " else frame.addEventListener('load', run);",
                options);
    }

    /** What the page has become. */
    String dump(String page, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--virtual-time-budget=20000", "--dump-dom"));
        all.addAll(options);
        return Files.readString(start(page, all));
    }

    /** How many sheets of paper it takes. */
    public int sheets(String page) throws Exception {
        Path pdf = folder.resolve("printed.pdf");
        start(page, List.of("--no-pdf-header-footer", "--print-to-pdf=" + pdf));
        String printed = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        return (int) SHEET.matcher(printed).results().count();
    }

    private Path start(String page, List<String> options) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page.html"), page);
        List<String> command = new ArrayList<>(List.of(
                installed(),
                "--headless",
                "--no-sandbox", // as root, in containers
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP * ~NOTFOUND"));
        command.addAll(options);
        command.add(file.toUri().toString());
        Path printed = folder.resolve("dumped.html");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return printed;
    }

    private static String installed() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            for (String path : System.getenv("PATH").split(":", -1)) {
                if (Files.isExecutable(Path.of(path, name))) {
                    return Path.of(path, name).toString();
                }
            }
        }
        Assumptions.abort("no Chromium is installed");
        return "";
    }
}
