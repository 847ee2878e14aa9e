import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * Reads commands, a line each, and writes a text for each. Fields are in Base64 with a blank between:
 * "bundle FOLDER LOCALE ID FORM ARGUMENT…" looks up FORM, or else ID, in a resource bundle and puts the arguments in with
 * MessageFormat; "format LOCALE PATTERN ARGUMENT…" does what Android's getString does.
 */
public class Show {
    private static final Map<String, ClassLoader> loaders = new HashMap<>();

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.FRANCE); // what English must not fall back to
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        for (String line; (line = in.readLine()) != null; ) {
            List<String> fields = new ArrayList<>();
            for (String field : line.split(" ", -1)) {
                fields.add(new String(Base64.getDecoder().decode(field), StandardCharsets.UTF_8));
            }
            String text;
            try {
                text = fields.get(0).equals("bundle") ? bundle(fields) : format(fields);
            } catch (RuntimeException e) {
                text = "! " + e;
            }
            out.append(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))).append('\n');
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(out);
    }

    private static String bundle(List<String> fields) throws Exception {
        ClassLoader loader = loaders.get(fields.get(1));
        if (loader == null) {
            loader = new URLClassLoader(new URL[] {new File(fields.get(1)).toURI().toURL()});
            loaders.put(fields.get(1), loader);
        }
        Locale locale = Locale.forLanguageTag(fields.get(2));
        ResourceBundle bundle = ResourceBundle.getBundle("Errors", locale, loader);
        String key = bundle.containsKey(fields.get(4)) ? fields.get(4) : fields.get(3);
        Object[] arguments = fields.subList(5, fields.size()).toArray();
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    private static String format(List<String> fields) {
        Object[] arguments = fields.subList(3, fields.size()).toArray();
        return String.format(Locale.forLanguageTag(fields.get(1)), fields.get(2), arguments);
    }
}
