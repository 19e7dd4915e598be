using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Folders;

/// <summary>Names by which special folders go on servers that do not tell what they are for, in the languages of the great mail programs.</summary>
internal static class WellKnownNames
{
    private static readonly Dictionary<string, SpecialUse> Uses = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> NonMail = new(StringComparer.OrdinalIgnoreCase)
    {
        "Calendar", "Contacts", "Suggested Contacts", "Tasks", "Notes", "Journal", "Outbox", "Sync Issues",
        "Kalender", "Kontakte", "Vorgeschlagene Kontakte", "Aufgaben", "Notizen", "Postausgang", "Synchronisierungsprobleme",
        "Calendrier", "Tâches", "Boîte d'envoi", "Problèmes de synchronisation",
        "Calendario", "Contactos", "Tareas", "Notas", "Diario", "Bandeja de salida", "Problemas de sincronización",
        "Contatti", "Attività", "Note", "Posta in uscita", "Problemi di sincronizzazione",
        "Calendário", "Contatos", "Tarefas", "Anotações", "Caixa de Saída",
        "Agenda", "Contactpersonen", "Taken", "Notities", "Logboek", "Postvak UIT", "Synchronisatieproblemen",
    };

    static WellKnownNames()
    {
        Add(
            SpecialUse.Sent,
            "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Sent-Mail", "Gesendet", "Gesendete Elemente", "Gesendete Objekte", "Gesendete Nachrichten",
            "Envoyés", "Éléments envoyés", "Messages envoyés", "Enviados", "Elementos enviados", "Mensajes enviados", "Inviati", "Posta inviata", "Inviata",
            "Itens Enviados", "Verzonden", "Verzonden items", "Verzonden berichten", "Wysłane", "Elementy wysłane", "Skickat", "Sendt", "Отправленные", "Odeslané", "送信済み");
        Add(
            SpecialUse.Drafts,
            "Drafts", "Draft", "Entwürfe", "Entwurf", "Brouillons", "Borradores", "Bozze", "Rascunhos", "Concepten", "Wersje robocze", "Szkice", "Utkast",
            "Kladder", "Черновики", "Koncepty", "下書き");
        Add(
            SpecialUse.Trash,
            "Trash", "Deleted", "Deleted Items", "Deleted Messages", "Bin", "Papierkorb", "Gelöscht", "Gelöschte Elemente", "Gelöschte Objekte", "Corbeille",
            "Éléments supprimés", "Messages supprimés", "Papelera", "Elementos eliminados", "Cestino", "Posta eliminata", "Lixeira", "Lixo", "Itens Excluídos",
            "Prullenbak", "Verwijderde items", "Kosz", "Elementy usunięte", "Papperskorg", "Papirkurv", "Корзина", "Удаленные", "Koš", "ゴミ箱");
        Add(
            SpecialUse.Junk,
            "Junk", "Spam", "Junk E-mail", "Junk Email", "Junk Mail", "Bulk Mail", "Junk-E-Mail", "Spamverdacht", "Unerwünscht", "Courrier indésirable", "Indésirables",
            "Pourriel", "Correo no deseado", "Posta indesiderata", "Lixo Eletrônico", "Ongewenste e-mail", "Ongewenst", "Wiadomości-śmieci", "Skräppost", "Søppelpost", "Спам", "Nevyžádaná pošta", "迷惑メール");
        Add(
            SpecialUse.Archive,
            "Archive", "Archives", "Archiv", "Archivo", "Archivio", "Arquivo", "Archief", "Archiwum", "Arkiv", "Архив");
    }

    /// <summary>What a folder of that name is for; null if the name says nothing.</summary>
    public static SpecialUse? Find(string name) => Uses.TryGetValue(name, out var use) ? use : null;

    /// <summary>Whether Exchange keeps something other than mail in a folder of that name.</summary>
    public static bool IsNonMail(string name) => NonMail.Contains(name);

    private static void Add(SpecialUse use, params string[] names)
    {
        foreach (var name in names)
        {
            Uses.Add(name, use);
        }
    }
}
