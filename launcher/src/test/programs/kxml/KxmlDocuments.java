import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.kxml2.io.KXmlParser;
import org.kxml2.io.KXmlSerializer;
import org.kxml2.kdom.Document;
import org.kxml2.kdom.Element;
import org.kxml2.kdom.Node;
import org.kxml2.wap.Wbxml;
import org.xmlpull.v1.XmlPullParser;
import org.xmlpull.v1.XmlPullParserException;

/** Pull parsing, a tree, and serialization by kXML, of a document made here. */
public final class KxmlDocuments {
  private KxmlDocuments() {}

  private static String document(int items) {
    StringBuilder text =
        new StringBuilder("<?xml version='1.0'?>\n<!DOCTYPE list>\n<list xmlns:p='urn:p'>");
    for (int i = 0; i < items; i++) {
      text.append("<p:item id='").append(i).append("' name=\"n&amp;").append(i % 7).append("\">");
      text.append(i % 3 == 0 ? "<![CDATA[<raw " + i + ">]]>" : "text &lt;" + i + "&#x41;");
      text.append(i % 5 == 0 ? "<empty/><!-- note -->" : "").append("</p:item>\n");
    }
    return text.append("</list>").toString();
  }

  public static void main(String[] args) throws IOException, XmlPullParserException {
    String text = document(60);
    KXmlParser parser = new KXmlParser();
    parser.setFeature(XmlPullParser.FEATURE_PROCESS_NAMESPACES, true);
    parser.setInput(new StringReader(text));
    int[] events = new int[11];
    int hash = 0;
    int deepest = 0;
    for (int event = parser.nextToken();
        event != XmlPullParser.END_DOCUMENT;
        event = parser.nextToken()) {
      events[event]++;
      deepest = Math.max(deepest, parser.getDepth());
      if (event == XmlPullParser.START_TAG) {
        for (int i = 0; i < parser.getAttributeCount(); i++) {
          hash =
              31 * hash
                  + (parser.getAttributeName(i) + '=' + parser.getAttributeValue(i)).hashCode();
        }
        hash = 31 * hash + (parser.getNamespace() + parser.getName()).hashCode();
      } else if (event == XmlPullParser.TEXT || event == XmlPullParser.CDSECT) {
        hash = 31 * hash + parser.getText().hashCode();
      }
    }
    System.out.println(java.util.Arrays.toString(events) + " " + hash + " " + deepest);

    Document tree = new Document();
    KXmlParser second = new KXmlParser();
    second.setFeature(XmlPullParser.FEATURE_PROCESS_NAMESPACES, true);
    second.setInput(new StringReader(text));
    tree.parse(second);
    Element root = tree.getRootElement();
    System.out.println(root.getName() + " " + root.getChildCount());
    Element more = root.createElement("urn:p", "added");
    more.setAttribute("", "quote", "\"'<&>");
    more.addChild(Node.TEXT, "last ]]> one");
    root.addChild(Node.ELEMENT, more);
    StringWriter out = new StringWriter();
    KXmlSerializer serializer = new KXmlSerializer();
    serializer.setOutput(out);
    tree.write(serializer);
    serializer.flush();
    String written = out.toString();
    System.out.println(written.length() + " " + written.hashCode());
    System.out.println(written.substring(written.length() - 90));
    for (String wrong : new String[] {"<a><b></a>", "<a", "<a b=c/>", "<a>&nope;</a>"}) {
      try {
        KXmlParser strict = new KXmlParser();
        strict.setInput(new StringReader(wrong));
        while (strict.next() != XmlPullParser.END_DOCUMENT) {
          continue;
        }
        System.out.println("accepted");
      } catch (XmlPullParserException | IOException e) {
        // Behind the parenthesis is the reader's identity.
        System.out.println(e.getMessage().replaceAll("@[0-9a-f]+\\)", ")"));
      }
    }
    System.out.println(Wbxml.STR_I);
  }
}
